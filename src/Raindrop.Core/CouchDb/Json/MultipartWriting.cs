using System.Buffers;
using System.Text;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Writes a document and its attachments' bytes as <c>multipart/related</c> (RFC 2387): the document first, then the bytes in the order in which it names them.</summary>
internal static class MultipartWriting
{
    /// <returns>The body's media type.</returns>
    public static string Write(RequestBody body, Document document)
    {
        // A random boundary does not occur in the bytes.
        var boundary = Guid.NewGuid().ToString("N");
        var delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");
        body.Write(delimiter.AsSpan(2));
        body.Write("\r\nContent-Type: application/json\r\n\r\n"u8);
        DocumentWriting.Write(body, document, follows: true);
        foreach (var attachment in document.Attachments.Values)
        {
            if (attachment.Data is not { } data) continue;
            body.Write(delimiter);
            body.Write("\r\n\r\n"u8);
            body.Append(data);
        }

        body.Write(delimiter);
        body.Write("--\r\n"u8);
        return $"multipart/related; boundary=\"{boundary}\"";
    }
}
