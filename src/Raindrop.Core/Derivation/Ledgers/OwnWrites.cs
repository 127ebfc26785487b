namespace Raindrop.Derivation.Ledgers;

/// <summary>What this pass has written itself, so that its own rows in the feed need no look. Bounded: what was forgotten is looked at once more, never missed.</summary>
internal sealed class OwnWrites
{
    /// <summary>2^18 fingerprints of 8 bytes: 2 MB.</summary>
    private const int Slots = 1 << 18;

    private readonly ulong[] _fingerprints = new ulong[Slots];
    private long _count;

    /// <summary>The number of revisions that the store acknowledged.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Add(string id, string revision)
    {
        var fingerprint = Fingerprint(id, revision);
        Volatile.Write(ref _fingerprints[fingerprint & (Slots - 1)], fingerprint);
        Interlocked.Increment(ref _count);
    }

    public bool Contains(string id, string revision)
    {
        var fingerprint = Fingerprint(id, revision);
        return Volatile.Read(ref _fingerprints[fingerprint & (Slots - 1)]) == fingerprint;
    }

    /// <summary>FNV-1a, 64 bits, over both texts (offset basis and prime as its authors publish them).</summary>
    private static ulong Fingerprint(string id, string revision)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id) hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ LedgerFormat.Separator) * 1099511628211UL;
        foreach (var c in revision) hash = (hash ^ c) * 1099511628211UL;
        return hash ^ (hash >> 32);
    }
}
