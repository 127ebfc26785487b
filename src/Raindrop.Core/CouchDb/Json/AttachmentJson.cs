using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads the attachments of a document: stubs, or bytes in Base64.</summary>
internal static class AttachmentJson
{
    public static Dictionary<string, DocumentAttachment> Parse(ref Utf8JsonReader reader)
    {
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        var attachments = new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal);
        while (JsonSlice.NextName(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            attachments[name] = ParseOne(ref reader);
        }

        return attachments;
    }

    private static DocumentAttachment ParseOne(ref Utf8JsonReader reader)
    {
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        string? type = null, digest = null;
        long length = 0;
        var position = 0;
        byte[]? data = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("content_type"u8)) type = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("digest"u8)) digest = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("length"u8)) length = reader.Read() ? reader.GetInt64() : 0;
            else if (reader.ValueTextEquals("revpos"u8)) position = reader.Read() ? reader.GetInt32() : 0;
            else if (reader.ValueTextEquals("data"u8)) data = reader.Read() ? reader.GetBytesFromBase64() : null;
            else JsonSlice.SkipValue(ref reader);
        }

        return new DocumentAttachment
        {
            ContentType = type ?? "application/octet-stream",
            Digest = digest,
            RevisionPosition = position,
            Length = data?.Length ?? length,
            // Spelled out: a null array would become an empty memory, and a stub an empty attachment.
            Data = data is null ? default(ReadOnlyMemory<byte>?) : data,
        };
    }
}
