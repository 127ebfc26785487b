using Raindrop.Documents;

namespace Raindrop.Benchmarks.Load;

/// <summary>Writes the source documents, before anything is measured.</summary>
internal static class Seeder
{
    private const int Batch = 1000;
    private const int AtOnce = 4;

    /// <returns>Ids and revisions, in order.</returns>
    public static async Task<IReadOnlyList<DocumentReference>> SeedAsync(IDocumentDatabase database, IEnumerable<Document> documents, CancellationToken cancellationToken)
    {
        var batches = new SortedList<int, IReadOnlyList<BulkWriteResult>>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(documents.Chunk(Batch).Select((chunk, index) => (chunk, index)), parallel, async (batch, cancel) =>
        {
            var results = await database.BulkWriteAsync(batch.chunk, WriteMode.NewRevisions, cancel);
            lock (batches) batches.Add(batch.index, results);
        });
        return [.. batches.Values.SelectMany(results => results).Select(result => new DocumentReference(result.Id, result.Revision ?? throw new InvalidOperationException("A source document was not written.")))];
    }
}
