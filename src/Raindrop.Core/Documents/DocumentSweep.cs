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
            await DeleteAsync(database, batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes those documents of a range whose ids are of those, in one pass; a leaf that lost a conflict is found by the next one.</summary>
    public static async ValueTask RunAsync(IDocumentDatabase database, IdRange range, Func<string, bool> isOver, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = new List<DocumentRow>();
            await foreach (var row in database.ReadRangeAsync(range, Batch, cancellationToken).ConfigureAwait(false)) rows.Add(row);
            List<Document> over = [.. rows.Where(row => isOver(row.Id)).Select(Tombstone)];
            if (over.Count > 0) await DeleteAsync(database, over, cancellationToken).ConfigureAwait(false);
            if (rows.Count < BatchSize) return;
            range = range with { Start = rows[^1].Id + " " };
        }
    }

    private static async ValueTask DeleteAsync(IDocumentDatabase database, IReadOnlyList<Document> batch, CancellationToken cancellationToken)
    {
        foreach (var result in await database.BulkWriteAsync(batch, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false))
        {
            if (!result.IsWritten && result.Error != DocumentError.Conflict) throw new StoreForbiddenException("The store refuses to delete documents whose time is over: check the access rules of their database.");
        }
    }

    private static Document Tombstone(DocumentRow row) => new() { Id = row.Id, Revision = row.Revision, IsDeleted = true };

    private static async ValueTask<IReadOnlyList<Document>> ReadAsync(IDocumentDatabase database, IdRange range, CancellationToken cancellationToken)
    {
        List<Document> batch = [];
        await foreach (var row in database.ReadRangeAsync(range, Batch, cancellationToken).ConfigureAwait(false))
            batch.Add(Tombstone(row));
        return batch;
    }
}
