using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Reads of one document, and of the database's state.</summary>
internal sealed class DocumentReads(CouchConnection connection, string database)
{
    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        connection.ParseAsync(new CouchRequest("read database info", HttpMethod.Get, database), DatabaseInfoJson.Parse, cancellationToken);

    public async ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options, CancellationToken cancellationToken)
    {
        DocumentIds.Require(reference.Id);
        Revisions.Require(reference.Id, reference.Revision);
        options ??= ReadOptions.Default;
        var query = new CouchQuery(CouchPath.Document(database, reference.Id))
            .Add("rev", reference.Revision)
            .AddIf(options.IncludeRevisionHistory, "revs")
            .AddIf(options.IncludeConflicts, "conflicts")
            .AddIf(options.IncludeAttachments, "attachments");
        try
        {
            return await connection.ParseAsync(Request("read document", HttpMethod.Get, query.ToString(), reference.Id), DocumentJson.Parse, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            return null;
        }
    }

    public async ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken)
    {
        DocumentIds.Require(id);
        try
        {
            using var response = await connection.SendAsync(Request("read revision", HttpMethod.Head, CouchPath.Document(database, id), id), cancellationToken).ConfigureAwait(false);
            if (response.Message.Headers.ETag is { IsWeak: false } tag && Revisions.IsValid(tag.Tag.Trim('"'))) return tag.Tag.Trim('"');
        }
        catch (DocumentNotFoundException)
        {
            // The answer to HEAD has no body to say what is missing.
            await RequireDatabaseAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        // pouchdb-server tags answers by their bytes instead of by the revision.
        return (await GetAsync(new DocumentReference(id), null, cancellationToken).ConfigureAwait(false))?.Revision;
    }

    private async ValueTask RequireDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.DoAsync(new CouchRequest("read database info", HttpMethod.Head, database), cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException e)
        {
            throw new DatabaseNotFoundException { Operation = e.Operation, Status = e.Status };
        }
    }

    private static CouchRequest Request(string operation, HttpMethod method, string path, string id) => new(operation, method, path) { DocumentId = id };
}
