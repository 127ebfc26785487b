using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Writing;
using Raindrop.Documents;

namespace Raindrop.Derivation.Inspection;

/// <summary>Deletes what an extension that is gone has derived, as its traces say.</summary>
internal static class ExtensionRemoval
{
    private const int ChunkSize = 500;

    /// <summary>Times a document is tried that someone else keeps changing.</summary>
    private const int MaxRounds = 8;

    public static async Task<long> RunAsync(IDocumentDatabase database, string extension, CancellationToken cancellationToken)
    {
        var own = new OwnWrites();
        using var ledger = new Ledger(database, own);
        var states = new LedgerStates(database, own);
        await states.LoadAsync(cancellationToken).ConfigureAwait(false);
        var version = states.Extensions.GetValueOrDefault(extension).Version;
        long deleted = 0;
        List<LedgerEntry> chunk = [];
        await foreach (var entry in ledger.TracesOf(extension).ScanAsync("", null, cancellationToken).ConfigureAwait(false))
        {
            chunk.Add(entry);
            if (chunk.Count < ChunkSize) continue;
            deleted += await RemoveAsync(database, ledger, extension, version, chunk, cancellationToken).ConfigureAwait(false);
            chunk.Clear();
        }

        deleted += await RemoveAsync(database, ledger, extension, version, chunk, cancellationToken).ConfigureAwait(false);
        await states.ChangeAsync(extensions => extensions.Remove(extension), cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    private static async Task<long> RemoveAsync(IDocumentDatabase database, Ledger ledger, string extension, int version, List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var changes = entries.ConvertAll(entry => new TraceChange(extension, entry.Key, entry.Value, null));
        var outputs = changes.SelectMany(change => change.Before!.Outputs, (change, output) => (change.Unit, output.Id, output.Revision)).ToList();
        long deleted = 0;
        for (var round = 0; outputs.Count > 0 && round < MaxRounds; round++)
        {
            var results = await database.BulkWriteAsync(outputs.ConvertAll(output => Tombstone.Of(extension, version, output.Id, output.Unit, output.Revision)), WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
            deleted += results.Count(result => result.IsWritten);
            var refused = outputs.Where((_, i) => !results[i].IsWritten).ToList();
            outputs = [];
            if (refused.Count == 0) break;
            var current = await Running.DocumentLoader.LoadAsync(database, refused.Select(output => output.Id), cancellationToken).ConfigureAwait(false);
            outputs = [.. refused.Where(output => current.ContainsKey(output.Id)).Select(output => output with { Revision = current[output.Id].Revision! })];
        }

        if (outputs.Count > 0) throw new StoreUnavailableException("Derived documents keep changing while they are deleted. Look for a second application that writes them, and run again.");
        await ledger.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        return deleted;
    }
}
