namespace Raindrop.Documents;

/// <summary>One database of documents with CouchDB's semantics: revisions, conflicts, a changes feed, local documents, attachments.</summary>
/// <remarks>
/// Safe for concurrent use. Ids are ordered by their UTF-8 bytes. Every method throws a <see cref="DocumentStoreException"/> for what the
/// store answers (<see cref="DatabaseNotFoundException"/> where the database does not exist), and <see cref="OperationCanceledException"/>
/// when cancelled. Bodies are checked before they are sent: see <see cref="DocumentContent.Validate"/>.
/// </remarks>
public interface IDocumentDatabase : IDocumentReader, IDocumentWriter, IDocumentChanges, ILocalDocuments, IDocumentAttachments, IDocumentCompaction
{
    /// <summary>The database's name.</summary>
    string Name { get; }

    /// <summary>The database's state.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default);
}
