using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>What a set of new traces changes in the tables of readers, owners and dead letters.</summary>
/// <remarks>
/// Additions are stored before the traces and removals after them, so that at every moment the tables name at least what the traces say. A value that
/// changed is stored after them too: a dead letter that was marked wakes followers, who must find the mark.
/// </remarks>
internal sealed class IndexChanges
{
    private readonly Dictionary<(string Table, string Key), LedgerChange> _additions = [];
    private readonly Dictionary<(string Table, string Key), LedgerChange> _updates = [];
    private readonly Dictionary<(string Table, string Key), LedgerChange> _removals = [];

    public void Add(TraceChange change)
    {
        var (before, after) = (change.Before, change.Trace);
        if (HasReads(before) || HasReads(after)) Compare(LedgerFormat.Readers, Readers(change, before), Readers(change, after));
        if (HasOwned(change, before) || HasOwned(change, after)) Compare(LedgerFormat.Owners, Owners(change, before), Owners(change, after));
        if (before?.Failure is not null || after?.Failure is not null) Compare(LedgerFormat.DeadLetters, DeadLetters(change, before), DeadLetters(change, after));
    }

    public IEnumerable<(string Table, IReadOnlyList<LedgerChange> Changes)> Additions => ByTable(_additions);

    public IEnumerable<(string Table, IReadOnlyList<LedgerChange> Changes)> Updates => ByTable(_updates);

    public IEnumerable<(string Table, IReadOnlyList<LedgerChange> Changes)> Removals => ByTable(_removals.Where(removal => !_additions.ContainsKey(removal.Key)));

    private static bool HasReads(Trace? trace) => trace is { Reads.Count: > 0 };

    private static bool HasOwned(TraceChange change, Trace? trace)
    {
        foreach (var output in trace?.Outputs ?? [])
        {
            if (!TraceCodec.IsAligned(output.Id, change.Extension, change.Unit)) return true;
        }

        return false;
    }

    private void Compare(string table, Dictionary<string, ReadOnlyMemory<byte>> before, Dictionary<string, ReadOnlyMemory<byte>> after)
    {
        foreach (var (key, value) in after)
        {
            var old = before.GetValueOrDefault(key);
            if (!old.Span.SequenceEqual(value.Span)) (old.IsEmpty ? _additions : _updates)[(table, key)] = new LedgerChange(key, old, value);
        }

        foreach (var (key, value) in before)
        {
            if (!after.ContainsKey(key)) _removals[(table, key)] = new LedgerChange(key, value, default);
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Readers(TraceChange change, Trace? trace) =>
        (trace?.Reads ?? []).ToDictionary(read => LedgerKeys.Reader(read.Prefix, change.Extension, change.Unit), _ => LedgerKeys.Present, StringComparer.Ordinal);

    private static Dictionary<string, ReadOnlyMemory<byte>> Owners(TraceChange change, Trace? trace) =>
        (trace?.Outputs ?? []).Where(output => !TraceCodec.IsAligned(output.Id, change.Extension, change.Unit))
            .ToDictionary(output => output.Id, _ => LedgerKeys.Text(change.Unit), StringComparer.Ordinal);

    private static Dictionary<string, ReadOnlyMemory<byte>> DeadLetters(TraceChange change, Trace? trace) =>
        trace?.Failure is null ? [] : new(StringComparer.Ordinal) { [LedgerKeys.DeadLetter(change.Extension, change.Unit)] = LedgerKeys.DeadLetterValue(trace) };

    private static IEnumerable<(string Table, IReadOnlyList<LedgerChange> Changes)> ByTable(IEnumerable<KeyValuePair<(string Table, string Key), LedgerChange>> changes) =>
        changes.GroupBy(change => change.Key.Table, change => change.Value, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<LedgerChange>)[.. group.OrderBy(change => change.Key, IdComparer.Instance)]));
}
