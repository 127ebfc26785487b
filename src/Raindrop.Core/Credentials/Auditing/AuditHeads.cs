using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>
/// The last entries that this host knows of, so that an entry costs one request, and a place to wait for one's turn, so that the calls of a host do not get
/// in each other's way. Other hosts may have gone on meanwhile: the store tells.
/// </summary>
internal sealed class AuditHeads(TimeProvider time) : IDisposable
{
    /// <summary>Calls for tenants of the same lane take turns.</summary>
    private const int LaneCount = 64;

    private const int MostPerLane = 64;

    /// <summary>What was read longer ago is not trusted, however often this host has written since: another one may have swept the trail, and it begins anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => new Lane())];

    public Lane LaneOf(TenantId tenant) => _lanes[(uint)tenant.GetHashCode() % LaneCount];

    /// <summary>Gives what is known, once: whatever happens to the request, it is not known any more.</summary>
    public KnownHead? Take(TenantId tenant) =>
        LaneOf(tenant).Heads.Remove(tenant, out var known) && time.GetElapsedTime(known.ReadAt) < Lifetime ? known : null;

    public void Keep(TenantId tenant, KnownHead known)
    {
        var heads = LaneOf(tenant).Heads;
        if (heads.Count >= MostPerLane) heads.Clear();
        heads[tenant] = known;
    }

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Turn.Dispose();
    }

    /// <summary>What is to be entered before its heads are touched.</summary>
    internal sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Dictionary<TenantId, KnownHead> Heads { get; } = [];
    }

    /// <param name="Head">The head.</param>
    /// <param name="ReadAt">When the store was last asked for it, as a timestamp; what this host has written since is added.</param>
    internal readonly record struct KnownHead(AuditHead Head, long ReadAt);
}
