using Raindrop.Documents;

namespace Raindrop.Benchmarks.Stores;

/// <summary>The same reads and writes by the store's own contract, with nothing else.</summary>
internal sealed class RawStoreWork(IDocumentDatabase database, IReadOnlyList<RawBatch> batches) : IRawWork
{
    private readonly IReadOnlyList<(DocumentReference[] Reads, IReadOnlyList<Document> Writes, IReadOnlyList<IdRange> Lists)> _batches =
        [.. batches.Select(batch => (batch.Ids.Select(id => new DocumentReference(id)).ToArray(), batch.Outputs, batch.Ranges))];

    public async Task RunAsync(bool listsIds, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RawBatch.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_batches, parallel, async (batch, cancel) =>
        {
            foreach (var range in listsIds ? batch.Lists : [])
            {
                await foreach (var _ in database.ReadRangeAsync(range, null, cancel))
                {
                    // Dropped.
                }
            }

            await foreach (var result in database.BulkReadAsync(batch.Reads, null, cancel))
            {
                if (result.Document is null) throw new InvalidOperationException("A document that was written is not there.");
            }

            if (batch.Writes.Count > 0) await database.BulkWriteAsync(batch.Writes, WriteMode.NewRevisions, cancel);
        });
    }

    public void Dispose()
    {
        // It holds nothing.
    }
}
