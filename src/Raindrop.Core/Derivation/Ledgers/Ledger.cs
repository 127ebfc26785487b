using System.Collections.Concurrent;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>The bookkeeping of one tenant: traces and who reads what, in compact documents of the tenant's own database.</summary>
internal sealed class Ledger(IDocumentDatabase database, OwnWrites own) : IDisposable
{
    private readonly ConcurrentDictionary<string, LedgerTable> _tables = new(StringComparer.Ordinal);
    private readonly BlockCache _cache = new();
    private readonly SemaphoreSlim _committing = new(1, 1);

    public LedgerTable Readers => TableOf(LedgerFormat.Readers);

    public LedgerTable Owners => TableOf(LedgerFormat.Owners);

    public LedgerTable DeadLetters => TableOf(LedgerFormat.DeadLetters);

    public LedgerTable TracesOf(string extension) => TableOf(LedgerFormat.TracesOf(extension));

    public void Dispose() => _committing.Dispose();

    /// <summary>Stores traces and all that follows from them.</summary>
    /// <returns>The units whose traces another host had changed meanwhile: they are marked to be run again.</returns>
    public async Task<IReadOnlyList<(string Extension, string Unit)>> CommitAsync(IReadOnlyList<TraceChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return [];
        var indexes = new IndexChanges();
        foreach (var change in changes) indexes.Add(change);
        List<(string, string)> merged = [];
        await _committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteIndexesAsync(indexes.Additions, cancellationToken).ConfigureAwait(false);
            foreach (var group in changes.GroupBy(change => change.Extension, StringComparer.Ordinal))
            {
                var writer = new TableWriter(database, own, LedgerMerge.Traces(group.Key));
                var entries = group.OrderBy(change => change.Unit, IdComparer.Instance)
                    .Select(change => new LedgerChange(change.Unit, change.Stored, change.Trace is null ? default : TraceCodec.Encode(change.Trace, change.Extension, change.Unit))).ToList();
                foreach (var entry in await writer.WriteAsync(TracesOf(group.Key), entries, cancellationToken).ConfigureAwait(false)) merged.Add((group.Key, entry.Key));
            }

            await WriteIndexesAsync(indexes.Updates, cancellationToken).ConfigureAwait(false);
            // What was merged still names what this removal would drop.
            if (merged.Count == 0) await WriteIndexesAsync(indexes.Removals, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _committing.Release();
        }

        return merged;
    }

    /// <summary>Drops all that is known of the tables, so that they are read again: another host has had its turn since.</summary>
    public void Forget()
    {
        foreach (var table in _tables.Values) table.Directory.Forget();
        lock (_cache) _cache.Clear();
    }

    /// <summary>Forgets a block that another host wrote, and moves entries in it that belong elsewhere.</summary>
    /// <returns>The table, and the range of keys that the block holds.</returns>
    public async Task<(string Table, string From, string? To)?> ReloadAsync(string blockId, CancellationToken cancellationToken)
    {
        var rest = blockId[LedgerFormat.IdPrefix.Length..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var table = TableOf(rest[..colon]);
        var lower = rest[(colon + 1)..];
        await _committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            table.Forget(lower);
            await table.Directory.LoadAsync(cancellationToken).ConfigureAwait(false);
            table.Directory.Add(lower);
            if ((await table.LoadAsync([lower], cancellationToken).ConfigureAwait(false)).TryGetValue(lower, out var block))
                await WriterOf(table.Name).FoldStraysAsync(table, block, cancellationToken).ConfigureAwait(false);
            return (table.Name, lower, table.Directory.NextOf(table.Directory.Covering(lower)));
        }
        finally
        {
            _committing.Release();
        }
    }

    /// <summary>Takes over what a losing revision of a block says; where it differs from the winning one, the union stands.</summary>
    public async Task FoldAsync(string blockId, Document losing, CancellationToken cancellationToken)
    {
        var rest = blockId[LedgerFormat.IdPrefix.Length..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return;
        var table = TableOf(rest[..colon]);
        var block = BlockCodec.Decode(rest[(colon + 1)..], losing);
        await _committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            table.Forget(block.Lower);
            var changes = block.Keys.Zip(block.Values, (key, value) => new LedgerChange(key, default, value)).ToList();
            await WriterOf(table.Name).WriteAsync(table, changes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _committing.Release();
        }
    }

    private LedgerTable TableOf(string name) => _tables.GetOrAdd(name, key => new LedgerTable(database, key, _cache));

    private TableWriter WriterOf(string table) =>
        new(database, own, table.StartsWith("t/", StringComparison.Ordinal) ? LedgerMerge.Traces(table[2..]) : LedgerMerge.Index);

    private async Task WriteIndexesAsync(IEnumerable<(string Table, IReadOnlyList<LedgerChange> Changes)> tables, CancellationToken cancellationToken)
    {
        foreach (var (table, changes) in tables) await WriterOf(table).WriteAsync(TableOf(table), changes, cancellationToken).ConfigureAwait(false);
    }
}
