using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Writes of one document.</summary>
internal sealed class DocumentWrites(CouchConnection connection, string database, ServerFacts facts)
{
    /// <summary>From this many bytes on, Base64 costs more than a multipart body's parts.</summary>
    private const int WorthMultipart = 64 * 1024;

    public async ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken)
    {
        DocumentCheck.Require(document, WriteMode.NewRevisions);
        using var body = new RequestBody();
        var contentType = "application/json";
        if (IsLarge(document) && await facts.HasAsync(StoreCapabilities.MultipartWrites, cancellationToken).ConfigureAwait(false))
        {
            contentType = MultipartWriting.Write(body, document);
        }
        else
        {
            DocumentWriting.Write(body, document);
        }

        var request = new CouchRequest("write document", HttpMethod.Put, CouchPath.Document(database, document.Id))
        {
            Body = body,
            ContentType = contentType,
            Kind = RequestKind.Write,
            DocumentId = document.Id,
        };
        return await RevisionAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken)
    {
        DocumentIds.Require(id);
        ArgumentNullException.ThrowIfNull(revision);
        Revisions.Require(id, revision);
        var path = new CouchQuery(CouchPath.Document(database, id)).Add("rev", revision).ToString();
        return RevisionAsync(new CouchRequest("delete document", HttpMethod.Delete, path) { Kind = RequestKind.Write, DocumentId = id }, cancellationToken);
    }

    private async ValueTask<string> RevisionAsync(CouchRequest request, CancellationToken cancellationToken) =>
        (await connection.ParseAsync(request, WriteResultJson.ParseWritten, cancellationToken).ConfigureAwait(false)).Revision!;

    private static bool IsLarge(Document document)
    {
        long length = 0;
        foreach (var attachment in document.Attachments.Values) length += attachment.Data?.Length ?? 0;
        return length >= WorthMultipart;
    }
}
