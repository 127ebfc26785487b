using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads rows of changes feeds.</summary>
internal static class ChangeJson
{
    public static FeedRow<DocumentChange> Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? id = null, revision = null, sequence = null, last = null;
        List<string>? others = null;
        Document? document = null;
        bool deleted = false, failed = false;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("seq"u8)) sequence = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("id"u8)) id = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("changes"u8)) revision = Revisions(ref reader, ref others);
            else if (reader.ValueTextEquals("deleted"u8)) deleted = reader.Read() && reader.GetBoolean();
            else if (reader.ValueTextEquals("doc"u8)) document = DocumentOrNull(ref reader, json);
            else if (reader.ValueTextEquals("last_seq"u8)) last = JsonSlice.Scalar(ref reader);
            else
            {
                failed |= reader.ValueTextEquals("error"u8);
                JsonSlice.SkipValue(ref reader);
            }
        }

        if (id is null) return last is not null || failed ? new FeedRow<DocumentChange> { LastSequence = last, IsFailure = failed } : throw new JsonException();
        return new FeedRow<DocumentChange>
        {
            Item = new DocumentChange
            {
                Id = id,
                Revision = revision ?? throw new JsonException(),
                IsDeleted = deleted,
                Sequence = sequence,
                OtherLeaves = others!,
                Document = document,
            },
        };
    }

    // The first revision is the winning one.
    private static string? Revisions(ref Utf8JsonReader reader, ref List<string>? others)
    {
        string? first = null;
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (JsonSlice.NextName(ref reader))
            {
                if (!reader.ValueTextEquals("rev"u8)) JsonSlice.SkipValue(ref reader);
                else if (first is null) first = JsonSlice.RequiredString(ref reader);
                else (others ??= []).Add(JsonSlice.RequiredString(ref reader));
            }
        }

        return first;
    }

    private static Document? DocumentOrNull(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : DocumentJson.Parse(ref reader, json);
    }
}
