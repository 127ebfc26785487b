using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads rows of <c>_all_docs</c>.</summary>
internal static class RowJson
{
    public static DocumentRow Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? id = null, key = null, revision = null;
        Document? document = null;
        bool deleted = false, failed = false;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) id = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("key"u8)) key = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("value"u8)) (revision, deleted) = Value(ref reader);
            else if (reader.ValueTextEquals("doc"u8)) document = DocumentOrNull(ref reader, json);
            else if (reader.ValueTextEquals("error"u8)) failed = JsonSlice.Scalar(ref reader) != "not_found" ? throw new JsonException() : true;
            else JsonSlice.SkipValue(ref reader);
        }

        if (revision is null && !failed) throw new JsonException();
        return new DocumentRow
        {
            Id = id ?? key ?? throw new JsonException(),
            Revision = revision,
            IsDeleted = deleted,
            Document = deleted ? null : document,
        };
    }

    private static (string? Revision, bool Deleted) Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return (null, false);
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        string? revision = null;
        var deleted = false;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("rev"u8)) revision = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("deleted"u8)) deleted = reader.Read() && reader.GetBoolean();
            else JsonSlice.SkipValue(ref reader);
        }

        return (revision, deleted);
    }

    private static Document? DocumentOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : DocumentJson.Parse(ref reader, json);
    }
}
