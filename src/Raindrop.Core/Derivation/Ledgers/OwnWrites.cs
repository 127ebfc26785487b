namespace Raindrop.Derivation.Ledgers;

/// <summary>What this pass has written itself, so that its own rows in the feed need no look. Bounded: what was forgotten is looked at once more, never missed.</summary>
internal sealed class OwnWrites
{
    private const int FirstSlots = 1 << 8;

    /// <summary>2^18 fingerprints of 8 bytes: 2 MB.</summary>
    private const int MaxSlots = 1 << 18;

    private readonly Lock _lock = new();
    private ulong[] _fingerprints = new ulong[FirstSlots];
    private long _count;

    /// <summary>The number of revisions that the store acknowledged.</summary>
    public long Count
    {
        get { lock (_lock) return _count; }
    }

    public void Add(string id, string revision)
    {
        var fingerprint = Fingerprint(id, revision);
        lock (_lock)
        {
            if (++_count > _fingerprints.Length / 4 && _fingerprints.Length < MaxSlots) Grow();
            _fingerprints[SlotOf(fingerprint, _fingerprints)] = fingerprint;
        }
    }

    public bool Contains(string id, string revision)
    {
        var fingerprint = Fingerprint(id, revision);
        lock (_lock) return _fingerprints[SlotOf(fingerprint, _fingerprints)] == fingerprint;
    }

    private void Grow()
    {
        var larger = new ulong[_fingerprints.Length * 4];
        foreach (var fingerprint in _fingerprints) larger[SlotOf(fingerprint, larger)] = fingerprint;
        _fingerprints = larger;
    }

    private static int SlotOf(ulong fingerprint, ulong[] slots) => (int)(fingerprint & (ulong)(slots.Length - 1));

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
