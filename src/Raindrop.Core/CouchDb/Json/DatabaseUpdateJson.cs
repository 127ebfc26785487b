using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads rows of <c>_db_updates</c>.</summary>
internal static class DatabaseUpdateJson
{
    public static FeedRow<DatabaseUpdate> Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? name = null, type = null, sequence = null, last = null;
        var failed = false;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("db_name"u8)) name = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("type"u8)) type = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("seq"u8)) sequence = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("last_seq"u8)) last = JsonSlice.Scalar(ref reader);
            else
            {
                failed |= reader.ValueTextEquals("error"u8);
                JsonSlice.SkipValue(ref reader);
            }
        }

        if (name is null) return last is not null || failed ? new FeedRow<DatabaseUpdate> { LastSequence = last, IsFailure = failed } : throw new JsonException();
        return new FeedRow<DatabaseUpdate> { Item = new DatabaseUpdate(name, KindOf(type), sequence) };
    }

    private static DatabaseUpdateKind KindOf(string? type) => type switch
    {
        "created" => DatabaseUpdateKind.Created,
        "deleted" => DatabaseUpdateKind.Deleted,
        "updated" or "ddoc_updated" => DatabaseUpdateKind.Updated,
        _ => throw new JsonException(),
    };
}
