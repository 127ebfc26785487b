using Raindrop.CouchDb.Json;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Writes of documents. Everything is checked before it waits for its turn.</summary>
internal sealed class DocumentWrites(string name, DatabaseFolder folder)
{
    /// <summary>How many documents of a bulk go into one transaction, so that a large one does not keep all others waiting.</summary>
    private const int MostTogether = 2000;

    public async ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken)
    {
        DocumentCheck.Require(document, WriteMode.NewRevisions);
        var result = await folder.WriteAsync(name, session => new DocumentWriter(session, folder.Options).Write(document), 1, cancellationToken).ConfigureAwait(false);
        return Require(result, "write document");
    }

    public async ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revision);
        DocumentIds.Require(id);
        Revisions.Require(id, revision);
        var tombstone = new Document { Id = id, Revision = revision, IsDeleted = true };
        var result = await folder.WriteAsync(
            name,
            session => Head.Read(session.Connection, id) is null or { IsDeleted: true } ? DocumentWriter.Refused(tombstone, DocumentError.NotFound) : new DocumentWriter(session, folder.Options).Write(tombstone),
            1,
            cancellationToken).ConfigureAwait(false);
        return Require(result, "delete document");
    }

    public async ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode, CancellationToken cancellationToken)
    {
        for (var i = 0; i < documents.Count; i++) DocumentCheck.Require(documents[i], mode);
        var results = new BulkWriteResult[documents.Count];
        var start = 0;
        do
        {
            var (from, count) = (start, Math.Min(MostTogether, documents.Count - start));
            await folder.WriteAsync(name, session => Write(session, documents, mode, results, from, count), count, cancellationToken).ConfigureAwait(false);
            start += count;
        }
        while (start < documents.Count);
        return results;
    }

    /// <summary>The new revision, or the error as an exception.</summary>
    public static string Require(BulkWriteResult result, string operation) => result.Error switch
    {
        DocumentError.None => result.Revision!,
        DocumentError.Conflict => throw new DocumentConflictException { Operation = operation, DocumentId = result.Id },
        DocumentError.TooLarge => throw new DocumentTooLargeException { Operation = operation, DocumentId = result.Id },
        _ => throw new DocumentNotFoundException { Operation = operation, DocumentId = result.Id },
    };

    private int Write(WriteSession session, IReadOnlyList<Document> documents, WriteMode mode, BulkWriteResult[] results, int start, int count)
    {
        var (writer, replicated) = (new DocumentWriter(session, folder.Options), new ReplicatedWriter(session, folder.Options));
        for (var i = start; i < start + count; i++) results[i] = mode == WriteMode.Replicated ? replicated.Write(documents[i]) : writer.Write(documents[i]);
        return count;
    }
}
