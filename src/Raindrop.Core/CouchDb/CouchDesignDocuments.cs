using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>Design documents, by their names after <c>_design/</c>. Only an administrator of the database may write them.</summary>
public sealed class CouchDesignDocuments
{
    private readonly CouchDatabase _database;

    internal CouchDesignDocuments(CouchDatabase database) => _database = database;

    /// <summary>Lists the design documents, without their bodies.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<DocumentRow> ListAsync(CancellationToken cancellationToken = default) =>
        _database.ReadRangeAsync(IdRange.StartingWith(CouchPath.DesignPrefix), cancellationToken: cancellationToken);

    /// <summary>Reads a design document, <see langword="null"/> if there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public ValueTask<Document?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        _database.GetAsync(new DocumentReference(CouchPath.DesignPrefix + name), cancellationToken: cancellationToken);

    /// <summary>Creates or replaces a design document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="revision">The revision that is replaced, <see langword="null"/> to create.</param>
    /// <param name="content">The body: one JSON object in UTF-8.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new revision.</returns>
    /// <exception cref="DocumentConflictException">The design document has another revision.</exception>
    public ValueTask<string> PutAsync(string name, string? revision, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        _database.PutAsync(new Document { Id = CouchPath.DesignPrefix + name, Revision = revision, Content = content }, cancellationToken);

    /// <summary>Deletes a design document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="revision">Its current revision.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tombstone's revision.</returns>
    public ValueTask<string> DeleteAsync(string name, string revision, CancellationToken cancellationToken = default) =>
        _database.DeleteAsync(CouchPath.DesignPrefix + name, revision, cancellationToken);
}
