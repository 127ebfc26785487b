namespace Raindrop.Keys.Stored;

/// <summary>
/// Makes one document of several that stand in conflict, which a cluster can bring about: no key is lost, the stricter state holds, and the winner
/// says which key is current.
/// </summary>
internal static class TenantKeyMerge
{
    /// <param name="leaves">At least one, the winner first.</param>
    public static TenantKeyDocument Merge(IReadOnlyList<TenantKeyDocument> leaves)
    {
        var strictest = leaves.Max(leaf => leaf.State);
        if (strictest == TenantKeyState.Shredded) return leaves.First(leaf => leaf.State == TenantKeyState.Shredded);
        var keys = leaves.SelectMany(leaf => leaf.Keys).DistinctBy(key => key.Id).ToList();
        return leaves[0] with { State = strictest, Keys = keys };
    }
}
