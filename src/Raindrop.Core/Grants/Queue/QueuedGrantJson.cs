using System.Buffers;
using System.Text;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Grants.Content;

namespace Raindrop.Grants.Queue;

/// <summary>The body of an entry of the queue. It is a stored shape: frozen examples in the tests hold it.</summary>
internal static class QueuedGrantJson
{
    /// <summary>The object, the array and the object around a content.</summary>
    private const int Wrapping = 3;

    private static readonly JsonDocumentOptions Reading = CanonicalJson.Reading with { MaxDepth = CanonicalJson.MaxDepth + Wrapping };

    public static ReadOnlyMemory<byte> Write(QueuedGrant queued)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, QueuedGrant.Schema);
        json.WriteNumber("rd_schema_version"u8, QueuedGrant.SchemaVersion);
        json.WriteString("rd_key"u8, queued.Key);
        json.WriteString("accepted"u8, StoredTime.ToText(queued.AcceptedAt));
        json.WriteString("grant"u8, queued.Token);
        json.WriteStartArray("docs"u8);
        foreach (var (id, content) in queued.Contents.OrderBy(document => document.Key, IdComparer.Instance))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WritePropertyName("content"u8);
            json.WriteRawValue(content.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a body.</summary>
    /// <param name="key">The key that the document's id has.</param>
    /// <param name="content">The body.</param>
    /// <param name="verifier">Tells whether the token in it was a grant when it was presented.</param>
    /// <param name="defect">What is wrong, where it is no grant.</param>
    public static QueuedGrant? TryRead(string key, ReadOnlyMemory<byte> content, IGrantVerifier verifier, out GrantDefect defect)
    {
        defect = GrantDefect.Malformed;
        try
        {
            using var json = JsonDocument.Parse(content, Reading);
            var root = json.RootElement;
            if (root.GetProperty("rd_schema"u8).GetString() != QueuedGrant.Schema || root.GetProperty("rd_schema_version"u8).GetInt32() != QueuedGrant.SchemaVersion) return null;
            var (token, acceptedAt) = (root.GetProperty("grant"u8).GetString() ?? "", StoredTime.Parse(root.GetProperty("accepted"u8).GetString()));
            var verification = verifier.Verify(token, acceptedAt);
            defect = verification.Defect;
            // Under the key of another grant it could come twice.
            if (verification.Grant is not { } grant || GrantKeys.KeyOf(grant) != key) return null;
            return new QueuedGrant { Grant = grant, Token = token, AcceptedAt = acceptedAt, Contents = ReadContents(root.GetProperty("docs"u8)) };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    // What cannot be read is left out, and then the contents are not the granted ones.
    private static Dictionary<string, ReadOnlyMemory<byte>> ReadContents(JsonElement docs)
    {
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var document in docs.EnumerateArray())
        {
            try
            {
                contents[document.GetProperty("id"u8).GetString() ?? ""] = GrantContent.Canonicalize(Encoding.UTF8.GetBytes(document.GetProperty("content"u8).GetRawText()));
            }
            catch (GrantException)
            {
            }
        }

        return contents;
    }
}
