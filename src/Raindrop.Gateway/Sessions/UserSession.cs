namespace Raindrop.Gateway.Sessions;

/// <summary>A session in the list of its user.</summary>
public sealed record UserSession
{
    /// <summary>Names the session to its user and to <see cref="IUserSessions"/>. Nobody can use the session by it.</summary>
    public required string Handle { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to within <see cref="RaindropSessionOptions.UseInterval"/>.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the host called it, see <see cref="RaindropSessionOptions.Label"/>.</summary>
    public string? Label { get; init; }

    /// <summary>When it began; nothing that names it.</summary>
    public override string ToString() => $"Session since {CreatedAt:u}";
}
