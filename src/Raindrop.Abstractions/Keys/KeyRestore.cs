namespace Raindrop.Keys;

/// <summary>What restoring a backup of the key store did.</summary>
public sealed record KeyRestore
{
    /// <summary>Tenants in the backup.</summary>
    public required long Tenants { get; init; }

    /// <summary>Tenants that the store did not have, or whose document was deleted, and has now.</summary>
    public required long Restored { get; init; }

    /// <summary>Tenants whose document was damaged, or held a key that the provider refuses though it accepts those of the backup and both name its key encryption keys, and is that of the backup now.</summary>
    public required long Replaced { get; init; }

    /// <summary>Tenants whose document got older keys of the backup that it lacked, so that nothing is unreadable for want of them: rotate these tenants' keys once their records are back.</summary>
    public required long Merged { get; init; }

    /// <summary>Tenants whose document was kept as it is.</summary>
    public required long Kept { get; init; }

    /// <summary>
    /// Tenants whose document was left alone, since the provider refuses keys of it, and refuses those of the backup as well or is not seen to have the key encryption key that it names: most likely
    /// another provider wrapped it. Restore again with that one too.
    /// </summary>
    public required long Refused { get; init; }

    /// <summary>Tenants that were shredded after the backup, and stay so.</summary>
    public required long StayShredded { get; init; }
}
