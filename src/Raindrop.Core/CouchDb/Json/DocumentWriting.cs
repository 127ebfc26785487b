using System.Buffers;
using System.Buffers.Text;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Writes a document into a body: the store's own members, then the document's bytes as they are.</summary>
internal static class DocumentWriting
{
    /// <param name="body">Where to.</param>
    /// <param name="document">The document, checked.</param>
    /// <param name="history">Whether its own revisions are written, as a replicator does.</param>
    /// <param name="follows">Whether the attachments' bytes follow in parts of their own.</param>
    public static void Write(RequestBody body, Document document, bool history = false, bool follows = false)
    {
        body.Write("{\"_id\":"u8);
        JsonText.WriteString(body, document.Id);
        if (document.Revision is { } revision)
        {
            body.Write(",\"_rev\":"u8);
            JsonText.WriteString(body, revision);
        }

        if (document.IsDeleted) body.Write(",\"_deleted\":true"u8);
        if (history && document.RevisionHistory.Count > 0) WriteHistory(body, document.RevisionHistory);
        if (document.Attachments.Count > 0) WriteAttachments(body, document.Attachments, history, follows);
        WriteContent(body, document.Content);
    }

    /// <summary>Writes the members of a checked body after others, and closes the object.</summary>
    public static void WriteContent(RequestBody body, ReadOnlyMemory<byte> content)
    {
        var inner = Inner(content);
        if (!inner.IsEmpty)
        {
            body.Write(","u8);
            body.Append(inner);
        }

        body.Write("}"u8);
    }

    private static ReadOnlyMemory<byte> Inner(ReadOnlyMemory<byte> content)
    {
        var whole = content.Span;
        var start = whole.IndexOf((byte)'{') + 1;
        var end = whole.LastIndexOf((byte)'}');
        return whole[start..end].IndexOfAnyExcept(" \t\r\n"u8) < 0 ? ReadOnlyMemory<byte>.Empty : content[start..end];
    }

    private static void WriteHistory(RequestBody body, IReadOnlyList<string> history)
    {
        body.Write(",\"_revisions\":{\"start\":"u8);
        JsonText.WriteNumber(body, Revisions.Split(history[0]).Generation);
        body.Write(",\"ids\":["u8);
        for (var i = 0; i < history.Count; i++)
        {
            if (i > 0) body.Write(","u8);
            JsonText.WriteString(body, Revisions.Split(history[i]).Suffix);
        }

        body.Write("]}"u8);
    }

    private static void WriteAttachments(RequestBody body, IReadOnlyDictionary<string, DocumentAttachment> attachments, bool replicated, bool follows)
    {
        body.Write(",\"_attachments\":{"u8);
        var first = true;
        foreach (var (name, attachment) in attachments)
        {
            if (!first) body.Write(","u8);
            first = false;
            JsonText.WriteString(body, name);
            body.Write(":{\"content_type\":"u8);
            JsonText.WriteString(body, attachment.ContentType);
            WriteBytesOrStub(body, attachment, replicated, follows);
            body.Write("}"u8);
        }

        body.Write("}"u8);
    }

    private static void WriteBytesOrStub(RequestBody body, DocumentAttachment attachment, bool replicated, bool follows)
    {
        // New bytes belong to the revision that is being made; a replicator carries the generation over.
        if (attachment.RevisionPosition > 0 && (replicated || attachment.Data is null))
        {
            body.Write(",\"revpos\":"u8);
            JsonText.WriteNumber(body, attachment.RevisionPosition);
        }

        if (attachment.Data is not { } data)
        {
            body.Write(",\"stub\":true"u8);
            if (attachment.Digest is null) return;
            body.Write(",\"digest\":"u8);
            JsonText.WriteString(body, attachment.Digest);
        }
        else if (follows)
        {
            body.Write(",\"follows\":true,\"length\":"u8);
            JsonText.WriteNumber(body, data.Length);
        }
        else
        {
            body.Write(",\"data\":\""u8);
            WriteBase64(body, data.Span);
            body.Write("\""u8);
        }
    }

    private static void WriteBase64(RequestBody body, ReadOnlySpan<byte> data)
    {
        const int chunk = 48 * 1024; // divisible by 3, so that only the last one is padded
        while (!data.IsEmpty)
        {
            var part = data[..Math.Min(chunk, data.Length)];
            Base64.EncodeToUtf8(part, body.GetSpan(Base64.GetMaxEncodedToUtf8Length(part.Length)), out _, out var written);
            body.Advance(written);
            data = data[part.Length..];
        }
    }
}
