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

    /// <summary>An older one is not trusted: the trail may have been swept and begun anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => new Lane())];

    public Lane LaneOf(TenantId tenant) => _lanes[(uint)tenant.GetHashCode() % LaneCount];

    public AuditHead? Find(TenantId tenant) =>
        LaneOf(tenant).Heads.TryGetValue(tenant, out var known) && time.GetElapsedTime(known.Since) < Lifetime ? known.Head : null;

    public void Keep(TenantId tenant, AuditHead head)
    {
        var heads = LaneOf(tenant).Heads;
        if (heads.Count >= MostPerLane) heads.Clear();
        heads[tenant] = (head, time.GetTimestamp());
    }

    public void Forget(TenantId tenant) => LaneOf(tenant).Heads.Remove(tenant);

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Turn.Dispose();
    }

    /// <summary>What is to be entered before its heads are touched.</summary>
    internal sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Dictionary<TenantId, (AuditHead Head, long Since)> Heads { get; } = [];
    }
}
