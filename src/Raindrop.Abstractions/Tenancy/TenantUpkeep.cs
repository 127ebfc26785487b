namespace Raindrop.Tenancy;

/// <summary>What a look through the directory found and did.</summary>
public sealed record TenantUpkeep
{
    /// <summary>Entries that were looked at, those of deleted tenants included.</summary>
    public long Tenants { get; init; }

    /// <summary>Creations, deletions, suspensions and resumptions that had been cut off and were finished.</summary>
    public long Finished { get; init; }

    /// <summary>Creations that had been cut off and were undone, since another tenant has the identity.</summary>
    public long Undone { get; init; }

    /// <summary>Tenants that something could not be finished of now: a store or a key provider failed, or the entry cannot be read. The next look tries again.</summary>
    public IReadOnlyList<TenantId> Left { get; init; } = [];
}
