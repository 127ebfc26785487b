namespace Raindrop.Credentials;

/// <summary>What is known of a credential without opening it.</summary>
public sealed record CredentialInfo
{
    /// <summary>The tenant, the name, the purpose.</summary>
    public required CredentialReference Reference { get; init; }

    /// <summary>What it is.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>When it was stored or last replaced, to the second, by the clock of the host that did.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>From when on it is no longer opened; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Names this state of the credential, to replace exactly it; another one after each write. Compare for equality only.</summary>
    public required string Version { get; init; }
}
