using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Local documents. CouchDB takes a write of one whatever its revision; a server that does not is given the current one.</summary>
internal sealed class LocalDocuments(CouchConnection connection, string database)
{
    private const string Prefix = "_local/";
    private const int MostTries = 10;

    public async ValueTask<LocalDocument?> GetAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } document ? new LocalDocument(id, document.Content) : null;

    public async ValueTask PutAsync(LocalDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        DocumentIds.RequireLocal(document.Id);
        DocumentContent.Validate(document.Id, document.Content);
        string? revision = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PutAsync(document, revision, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DocumentConflictException) when (attempt < MostTries)
            {
                revision = (await ReadAsync(document.Id, cancellationToken).ConfigureAwait(false))?.Revision;
            }
        }
    }

    public async ValueTask DeleteAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } document; attempt++)
        {
            var path = new CouchQuery(CouchPath.Local(database, id)).Add("rev", document.Revision).ToString();
            try
            {
                await connection.DoAsync(new CouchRequest("delete local document", HttpMethod.Delete, path) { Kind = RequestKind.Write, IsSafe = true, DocumentId = id }, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DocumentNotFoundException)
            {
                return;
            }
            catch (DocumentConflictException) when (attempt < MostTries)
            {
                // Someone wrote it meanwhile; the last one wins, and that is this call.
            }
        }
    }

    private async ValueTask<Document?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        DocumentIds.RequireLocal(id);
        try
        {
            var request = new CouchRequest("read local document", HttpMethod.Get, CouchPath.Local(database, id)) { DocumentId = id };
            return await connection.ParseAsync(request, DocumentJson.Parse, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            return null;
        }
    }

    private async ValueTask PutAsync(LocalDocument document, string? revision, CancellationToken cancellationToken)
    {
        using var body = new RequestBody();
        DocumentWriting.Write(body, new Document { Id = Prefix + document.Id, Revision = revision, Content = document.Content });
        var request = new CouchRequest("write local document", HttpMethod.Put, CouchPath.Local(database, document.Id))
        {
            Body = body,
            Kind = RequestKind.Write,
            IsSafe = true,
            DocumentId = document.Id,
        };
        await connection.DoAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
