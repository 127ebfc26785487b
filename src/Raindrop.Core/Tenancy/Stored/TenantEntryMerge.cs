namespace Raindrop.Tenancy.Stored;

/// <summary>Makes one entry of several that stand in conflict, which a cluster can bring about: the strictest state holds, and no identity is lost.</summary>
internal static class TenantEntryMerge
{
    /// <param name="leaves">At least one, the winner first.</param>
    public static TenantEntry Merge(IReadOnlyList<TenantEntry> leaves)
    {
        var strictest = leaves.MaxBy(leaf => leaf.State)!;
        if (strictest.State == TenantEntryState.Deleted) return strictest;
        return leaves[0] with
        {
            State = strictest.State,
            SuspendedAt = leaves.Max(leaf => leaf.SuspendedAt),
            DeletedAt = strictest.DeletedAt,
            Identities = [.. leaves.SelectMany(leaf => leaf.Identities).Distinct(StringComparer.Ordinal)],
            Linking = leaves.Select(leaf => leaf.Linking).FirstOrDefault(linking => linking is not null),
        };
    }
}
