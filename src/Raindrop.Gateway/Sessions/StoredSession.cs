namespace Raindrop.Gateway.Sessions;

/// <summary>A session as it is stored.</summary>
internal sealed record StoredSession
{
    public required SessionKey Key { get; init; }

    /// <summary>The keyed hash of whose it is, as the directory of tenants has it.</summary>
    public required string Identity { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the host calls it in lists.</summary>
    public string? Label { get; init; }

    /// <summary>When it was last used, as far as that is written.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>Who signed in, sealed under the token; empty in lists.</summary>
    public ReadOnlyMemory<byte> Ticket { get; init; }
}
