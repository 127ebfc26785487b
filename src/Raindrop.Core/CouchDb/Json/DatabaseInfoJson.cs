using System.Globalization;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads the state of a database, alone or as an answer of <c>_dbs_info</c>.</summary>
internal static class DatabaseInfoJson
{
    public static DatabaseInfo Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        return Parse(ref reader);
    }

    /// <summary>Reads <c>{"key", "info"}</c>, or <c>{"key", "error"}</c> for a database that does not exist.</summary>
    public static (string Name, DatabaseInfo? Info) ParseKeyed(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? name = null;
        DatabaseInfo? info = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("key"u8)) name = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("info"u8)) info = reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Parse(ref reader) : null;
            else JsonSlice.SkipValue(ref reader);
        }

        return (name ?? throw new JsonException(), info);
    }

    /// <summary>A number of an object, or <see langword="null"/>.</summary>
    public static long? Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> wanted)
    {
        long? value = null;
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals(wanted)) value = JsonSlice.Number(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return value;
    }

    private static DatabaseInfo Parse(ref Utf8JsonReader reader)
    {
        string? name = null, sequence = null, start = null;
        long count = 0, deleted = 0, copies = 0;
        long? size = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("db_name"u8)) name = JsonSlice.RequiredString(ref reader);
            else if (reader.ValueTextEquals("update_seq"u8)) sequence = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("instance_start_time"u8)) start = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("doc_count"u8)) count = JsonSlice.Number(ref reader) ?? 0;
            else if (reader.ValueTextEquals("doc_del_count"u8)) deleted = JsonSlice.Number(ref reader) ?? 0;
            else if (reader.ValueTextEquals("disk_size"u8)) size = JsonSlice.Number(ref reader);
            else if (reader.ValueTextEquals("sizes"u8)) size = Member(ref reader, "file"u8);
            else if (reader.ValueTextEquals("cluster"u8)) copies = Member(ref reader, "n"u8) ?? 0;
            else JsonSlice.SkipValue(ref reader);
        }

        return new DatabaseInfo
        {
            Name = name ?? throw new JsonException(),
            DocumentCount = count,
            DeletedCount = deleted,
            UpdateSequence = sequence ?? throw new JsonException(),
            UpdateCount = UpdatesOf(sequence, copies),
            Incarnation = DatabaseIncarnation.Of(start, sequence, copies),
            SizeOnDisk = size,
        };
    }

    // A sequence begins with the sum of what the shards have stored; with several copies of a shard it may be that of a copy which lags behind.
    private static long? UpdatesOf(string sequence, long copies)
    {
        var dash = sequence.IndexOf('-', StringComparison.Ordinal);
        return copies == 1 && dash > 0 && long.TryParse(sequence.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
