namespace Raindrop.Derivation.Ledgers;

/// <summary>How entries are merged that two hosts wrote at once.</summary>
internal static class LedgerMerge
{
    /// <summary>Traces: the union of both, to be run again; but what a newer version wrote stands.</summary>
    public static EntryMerge Traces(string extension) => (change, stored) =>
    {
        if (stored.IsEmpty) return change.Value;
        var theirs = TraceCodec.Decode(stored, extension, change.Key);
        if (change.Value.IsEmpty) return TraceCodec.Encode(theirs.UnitedWith(theirs), extension, change.Key);
        var ours = TraceCodec.Decode(change.Value, extension, change.Key);
        if (theirs.Version > ours.Version) return stored;
        return TraceCodec.Encode(ours.UnitedWith(theirs), extension, change.Key);
    };

    /// <summary>Index entries: an addition stands, a removal only where nobody else has written the entry.</summary>
    public static ReadOnlyMemory<byte> Index(LedgerChange change, ReadOnlyMemory<byte> stored) => change.Value.IsEmpty ? stored : change.Value;
}
