using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>How far wrapping all keys under the current key encryption key is.</summary>
public sealed record KeyRewrap
{
    /// <summary>The current key encryption key, as the provider names it.</summary>
    public required string KeyEncryptionKeyId { get; init; }

    /// <summary>Tenants with keys, seen so far.</summary>
    public long Tenants { get; init; }

    /// <summary>Keys that were wrapped anew by this call; those of backups count too.</summary>
    public long Rewrapped { get; init; }

    /// <summary>Tenants of which the provider refuses a key, or whose document cannot be read: restore them from a backup before the old key encryption key is removed.</summary>
    public IReadOnlyList<TenantId> Refused { get; init; } = [];

    /// <summary>Keys of backups that the provider refuses: those backups cannot be read.</summary>
    public int RefusedBackupKeys { get; init; }

    /// <summary>Whether all keys were looked at, and none but those that were refused is under another key encryption key.</summary>
    public bool IsComplete { get; init; }
}
