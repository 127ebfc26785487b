namespace Raindrop.Documents;

/// <summary>Deletes all documents of a range of ids.</summary>
internal static class DocumentSweep
{
    private const int BatchSize = 500;

    private static readonly RangeOptions Batch = new() { Limit = BatchSize };

    // A leaf that lost a conflict is there once its winner is gone, so the range is read until it is empty.
    public static async ValueTask RunAsync(IDocumentDatabase database, IdRange range, CancellationToken cancellationToken)
    {
        while (await ReadAsync(database, range, cancellationToken).ConfigureAwait(false) is { Count: > 0 } batch)
        {
            foreach (var result in await database.BulkWriteAsync(batch, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false))
            {
                if (!result.IsWritten && result.Error != DocumentError.Conflict) throw new StoreForbiddenException("The store refuses to delete documents whose time is over: check the access rules of their database.");
            }
        }
    }

    private static async ValueTask<IReadOnlyList<Document>> ReadAsync(IDocumentDatabase database, IdRange range, CancellationToken cancellationToken)
    {
        List<Document> batch = [];
        await foreach (var row in database.ReadRangeAsync(range, Batch, cancellationToken).ConfigureAwait(false))
            batch.Add(new Document { Id = row.Id, Revision = row.Revision, IsDeleted = true });
        return batch;
    }
}
