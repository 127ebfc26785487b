using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Stores changes in a table: each touched block under its revision, and what another host changed meanwhile is merged, never lost.</summary>
internal sealed class TableWriter(IDocumentDatabase database, OwnWrites own, EntryMerge merge)
{
    /// <summary>Stores changes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="changes">The changes, sorted by key, a key once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries that were merged with another host's.</returns>
    public async Task<IReadOnlyList<LedgerEntry>> WriteAsync(LedgerTable table, IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken)
    {
        List<LedgerEntry> merged = [];
        while (changes.Count > 0)
        {
            await table.Directory.LoadAsync(cancellationToken).ConfigureAwait(false);
            var lowers = changes.Select(change => LowerOf(table, change.Key)).Distinct().ToList();
            var blocks = await table.LoadAsync(lowers, cancellationToken).ConfigureAwait(false);
            foreach (var block in blocks.Values) merged.AddRange(await FoldStraysAsync(table, block, cancellationToken).ConfigureAwait(false));
            var round = new WriteRound(table);
            foreach (var group in changes.GroupBy(change => LowerOf(table, change.Key)))
                round.Add(blocks.GetValueOrDefault(group.Key) ?? LedgerBlock.Empty(group.Key), [.. group], merge, merged);

            var refused = await StoreAsync(table, round.First, cancellationToken).ConfigureAwait(false);
            // A block gives entries away only after the blocks that take them are stored.
            refused.UnionWith(await StoreAsync(table, [.. round.Second.Where(block => !refused.Overlaps(round.TakersOf(block)))], cancellationToken).ConfigureAwait(false));
            var missed = await table.Directory.FindNewAsync(lowers[0], NextAfter(table, lowers[^1]), cancellationToken).ConfigureAwait(false);
            if (refused.Count == 0 && missed.Count == 0) break;
            if (refused.Count > 0) table.Directory.Forget();
            changes = [.. changes.Where(change => round.WasRefused(change.Key, refused) || missed.Any(lower => IdComparer.Instance.Compare(lower, change.Key) <= 0))];
        }

        return merged;
    }

    /// <summary>Moves entries that lie behind the next block's beginning to where they belong: they were written while another host split the block.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> FoldStraysAsync(LedgerTable table, LedgerBlock block, CancellationToken cancellationToken)
    {
        if (block.Keys.Count == 0 || NextAfter(table, block.Lower) is not { } next || IdComparer.Instance.Compare(block.Keys[^1], next) < 0) return [];
        var first = block.Keys.BinarySearch(next);
        if (first < 0) first = ~first;
        var strays = Enumerable.Range(first, block.Keys.Count - first).Select(i => new LedgerChange(block.Keys[i], default, block.Values[i])).ToList();
        return await WriteAsync(table, strays, cancellationToken).ConfigureAwait(false);
    }

    private static string LowerOf(LedgerTable table, string key)
    {
        var at = table.Directory.Covering(key);
        return at < 0 ? "" : table.Directory.Lowers[at];
    }

    private static string? NextAfter(LedgerTable table, string lower) => table.Directory.NextOf(table.Directory.Covering(lower));

    private async Task<HashSet<string>> StoreAsync(LedgerTable table, List<LedgerBlock> blocks, CancellationToken cancellationToken)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        if (blocks.Count == 0) return refused;
        var documents = blocks.Select(block => new Document { Id = table.Directory.IdOf(block.Lower), Revision = block.Revision, Content = BlockCodec.Encode(block.Keys, block.Values), IsVerified = true }).ToList();
        var results = await database.BulkWriteAsync(documents, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (results[i].Revision is { } revision && results[i].IsWritten)
            {
                own.Add(documents[i].Id, revision);
                table.Directory.Add(blocks[i].Lower);
                table.Remember(blocks[i] with { Revision = revision });
            }
            else if (results[i].Error == DocumentError.Conflict)
            {
                refused.Add(blocks[i].Lower);
                table.Forget(blocks[i].Lower);
            }
            else
            {
                throw new StoreUnavailableException($"The store refused bookkeeping with {results[i].Error}: check the database's limits and access rules.");
            }
        }

        return refused;
    }
}
