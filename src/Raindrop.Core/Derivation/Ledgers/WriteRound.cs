using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>The blocks that a set of changes turns into: those to store first, and those that may only shrink after others took their entries.</summary>
internal sealed class WriteRound(LedgerTable table)
{
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _takers = new(StringComparer.Ordinal);

    public List<LedgerBlock> First { get; } = [];

    public List<LedgerBlock> Second { get; } = [];

    public IEnumerable<string> TakersOf(LedgerBlock block) => _takers[block.Lower];

    /// <summary>Whether a key's change has to be made again: the block that it was in, or a block that it moved to, was refused.</summary>
    public bool WasRefused(string key, HashSet<string> refused)
    {
        if (!_sources.TryGetValue(key, out var source)) return false;
        return refused.Contains(source) || (_takers.TryGetValue(source, out var takers) && refused.Overlaps(takers));
    }

    public void Add(LedgerBlock block, IReadOnlyList<LedgerChange> changes, EntryMerge merge, List<LedgerEntry> merged)
    {
        foreach (var change in changes) _sources[change.Key] = block.Lower;
        var isAppend = block.Revision is not null && changes.Count >= LedgerFormat.BlockCapacity / 2 && block.Keys.Count > 0
            && IdComparer.Instance.Compare(block.Keys[^1], changes[0].Key) < 0;
        var (keys, values) = isAppend
            ? ([.. changes.Where(c => !c.Value.IsEmpty).Select(c => c.Key)], [.. changes.Where(c => !c.Value.IsEmpty).Select(c => c.Value)])
            : Apply(block, changes, merge, merged);
        var pieces = (keys.Count + LedgerFormat.BlockCapacity - 1) / LedgerFormat.BlockCapacity;
        if (pieces <= 1 && !isAppend)
        {
            if (IsChanged(block, keys, values)) First.Add(block with { Keys = keys, Values = values });
            return;
        }

        var takers = _takers[block.Lower] = [];
        for (var piece = 0; piece < pieces; piece++)
        {
            var (start, end) = (keys.Count * piece / pieces, keys.Count * (piece + 1) / pieces);
            var part = block with { Keys = keys[start..end], Values = values[start..end] };
            if (piece == 0 && !isAppend)
            {
                (block.Revision is null ? First : Second).Add(part);
                continue;
            }

            takers.Add(keys[start]);
            First.Add(part with { Lower = keys[start], Revision = null });
        }
    }

    private static bool IsChanged(LedgerBlock block, List<string> keys, List<ReadOnlyMemory<byte>> values)
    {
        if (block.Keys.Count != keys.Count) return true;
        for (var i = 0; i < keys.Count; i++)
        {
            if (block.Keys[i] != keys[i] || !block.Values[i].Span.SequenceEqual(values[i].Span)) return true;
        }

        return false;
    }

    private (List<string> Keys, List<ReadOnlyMemory<byte>> Values) Apply(LedgerBlock block, IReadOnlyList<LedgerChange> changes, EntryMerge merge, List<LedgerEntry> merged)
    {
        var keys = new List<string>(block.Keys.Count + changes.Count);
        var values = new List<ReadOnlyMemory<byte>>(block.Keys.Count + changes.Count);
        var next = table.Directory.NextOf(table.Directory.Covering(block.Lower));
        int old = 0, add = 0;
        while (old < block.Keys.Count || add < changes.Count)
        {
            var order = old == block.Keys.Count ? 1 : add == changes.Count ? -1 : IdComparer.Instance.Compare(block.Keys[old], changes[add].Key);
            if (order < 0)
            {
                // What lies behind the next block's beginning belongs there, and was put there before this round.
                if (next is null || IdComparer.Instance.Compare(block.Keys[old], next) < 0) Keep(block.Keys[old], block.Values[old]);
                old++;
                continue;
            }

            var stored = order == 0 ? block.Values[old++] : default;
            var change = changes[add++];
            var value = change.Value;
            if (!stored.Span.SequenceEqual(change.Base.Span) && !stored.Span.SequenceEqual(change.Value.Span))
            {
                value = merge(change, stored);
                merged.Add(new LedgerEntry(change.Key, value));
            }

            if (!value.IsEmpty) Keep(change.Key, value);
        }

        return (keys, values);

        void Keep(string key, ReadOnlyMemory<byte> value)
        {
            keys.Add(key);
            values.Add(value);
        }
    }
}
