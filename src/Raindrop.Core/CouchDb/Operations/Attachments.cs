using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Attachments, streamed.</summary>
internal sealed class Attachments(CouchConnection connection, string database)
{
    public async ValueTask<AttachmentContent?> OpenAsync(DocumentReference document, string name, CancellationToken cancellationToken)
    {
        var request = new CouchRequest("read attachment", HttpMethod.Get, PathOf(document, name)) { AcceptsAnything = true, DocumentId = document.Id };
        try
        {
            var response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var headers = response.Message.Content.Headers;
            var contentType = headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "application/octet-stream";
            var bytes = await response.OpenAsync().ConfigureAwait(false);
            response.Release();
            return new AttachmentContent(new ResponseStream(response, bytes), contentType, headers.ContentLength, response);
        }
        catch (DocumentNotFoundException)
        {
            return null;
        }
    }

    public ValueTask<string> PutAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentCheck.RequireAttachment(document.Id, name, contentType);
        return RevisionAsync(new CouchRequest("write attachment", HttpMethod.Put, PathOf(document, name))
        {
            Stream = new StreamBody(content),
            ContentType = contentType,
            Kind = RequestKind.Write,
            DocumentId = document.Id,
        }, cancellationToken);
    }

    public async ValueTask<string> DeleteAsync(DocumentReference document, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document.Revision);
        return await RevisionAsync(new CouchRequest("delete attachment", HttpMethod.Delete, PathOf(document, name)) { Kind = RequestKind.Write, DocumentId = document.Id }, cancellationToken).ConfigureAwait(false);
    }

    private string PathOf(DocumentReference document, string name)
    {
        DocumentIds.Require(document.Id);
        Revisions.Require(document.Id, document.Revision);
        ArgumentException.ThrowIfNullOrEmpty(name);
        DocumentIds.RequireWellFormed(name);
        return new CouchQuery(CouchPath.Attachment(database, document.Id, name)).Add("rev", document.Revision).ToString();
    }

    private async ValueTask<string> RevisionAsync(CouchRequest request, CancellationToken cancellationToken) =>
        (await connection.ParseAsync(request, WriteResultJson.ParseWritten, cancellationToken).ConfigureAwait(false)).Revision!;
}
