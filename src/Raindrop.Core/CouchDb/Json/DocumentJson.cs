using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads a document: its body is cut out of the answer as it stands, without the store's own members.</summary>
internal static class DocumentJson
{
    public static Document Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        return Parse(ref reader, json);
    }

    /// <param name="reader">Stands on the document's opening brace, and afterwards on its closing one.</param>
    /// <param name="json">What the reader reads.</param>
    public static Document Parse(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        var body = new BodyRuns();
        string? id = null, revision = null;
        var deleted = false;
        IReadOnlyList<string> history = [], conflicts = [];
        Dictionary<string, DocumentAttachment>? attachments = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (!IsReserved(ref reader))
            {
                var start = (int)reader.TokenStartIndex;
                JsonSlice.SkipValue(ref reader);
                body.Add(start, (int)reader.BytesConsumed);
                continue;
            }

            body.Interrupt();
            if (reader.ValueTextEquals("_id"u8)) id = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("_rev"u8)) revision = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("_deleted"u8)) deleted = reader.Read() && reader.GetBoolean();
            else if (reader.ValueTextEquals("_revisions"u8)) history = History(ref reader);
            else if (reader.ValueTextEquals("_conflicts"u8)) conflicts = JsonSlice.Strings(ref reader);
            else if (reader.ValueTextEquals("_attachments"u8)) attachments = AttachmentJson.Parse(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        var document = new Document
        {
            Id = id ?? throw new JsonException(),
            Revision = revision,
            IsDeleted = deleted,
            Content = body.IsEmpty ? Document.EmptyContent : body.Cut(json),
            RevisionHistory = history,
            Conflicts = conflicts,
        };
        return attachments is null ? document : WithAttachments(document, attachments);
    }

    private static bool IsReserved(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()!.StartsWith('_') : reader.ValueSpan is [(byte)'_', ..];

    private static Document WithAttachments(Document document, Dictionary<string, DocumentAttachment> attachments) => new()
    {
        Id = document.Id,
        Revision = document.Revision,
        IsDeleted = document.IsDeleted,
        Content = document.Content,
        Attachments = attachments,
        RevisionHistory = document.RevisionHistory,
        Conflicts = document.Conflicts,
    };

    private static List<string> History(ref Utf8JsonReader reader)
    {
        long start = 0;
        List<string> suffixes = [];
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("start"u8)) start = reader.Read() ? reader.GetInt64() : 0;
            else if (reader.ValueTextEquals("ids"u8)) suffixes = JsonSlice.Strings(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        for (var i = 0; i < suffixes.Count; i++) suffixes[i] = $"{start - i}-{suffixes[i]}";
        return suffixes;
    }
}
