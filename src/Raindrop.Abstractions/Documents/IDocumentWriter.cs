namespace Raindrop.Documents;

/// <summary>Writes documents.</summary>
public interface IDocumentWriter
{
    /// <summary>Creates or replaces a document, with the attachments whose bytes it carries.</summary>
    /// <param name="document">The document; its <see cref="Document.Revision"/> is the one it replaces, <see langword="null"/> to create.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new revision.</returns>
    /// <exception cref="DocumentConflictException">The document has another revision.</exception>
    /// <exception cref="InvalidDocumentException">The id or the body is not valid; nothing was sent.</exception>
    /// <exception cref="DocumentTooLargeException">The document is larger than the store takes.</exception>
    ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document, leaving a tombstone with an empty body.</summary>
    /// <param name="id">The document's id.</param>
    /// <param name="revision">Its current revision.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tombstone's revision.</returns>
    /// <exception cref="DocumentConflictException">The document has another revision.</exception>
    /// <exception cref="DocumentNotFoundException">There is no such document.</exception>
    ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default);

    /// <summary>Writes many documents in one request. Each succeeds or fails on its own.</summary>
    /// <param name="documents">The documents, any number, ids distinct within one request.</param>
    /// <param name="mode">How revisions are treated.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A result for each document, in the order given.</returns>
    /// <exception cref="InvalidDocumentException">An id or a body is not valid; nothing was sent.</exception>
    ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default);
}
