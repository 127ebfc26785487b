using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>Says what shredding a tenant has done, and until when a copy of its keys may exist.</summary>
public sealed record ShredReceipt
{
    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>When its keys were destroyed, by the clock of the host that did.</summary>
    public required DateTimeOffset ShreddedAt { get; init; }

    /// <summary>When no host holds the keys in memory any more.</summary>
    public DateTimeOffset EverywhereAt => ShreddedAt + ITenantKeyStore.PropagationBound;

    /// <summary>When the last backup with the keys in it becomes unreadable; <see cref="ShreddedAt"/> where no backup has them. From then on nobody can read what they sealed.</summary>
    public required DateTimeOffset LastBackupDiesAt { get; init; }
}
