namespace Raindrop.Gateway.Accounts;

/// <summary>An account as it is stored.</summary>
internal sealed record Account
{
    /// <summary>The keyed hash of its name, which is stored nowhere.</summary>
    public required string Key { get; init; }

    /// <summary>The subject of its identity: random, and never another account's.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The hash of the password, in the format of ASP.NET Core Identity.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>That it is an account, and not whose.</summary>
    public override string ToString() => nameof(Account);
}
