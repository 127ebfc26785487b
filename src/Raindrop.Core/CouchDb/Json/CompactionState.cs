using System.Text.Json;

namespace Raindrop.CouchDb.Json;

/// <summary>Whether a database is being compacted, and how large its files are.</summary>
internal readonly record struct CompactionState(bool IsRunning, long? Size)
{
    public static CompactionState Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        bool? isRunning = null;
        long? size = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("compact_running"u8)) isRunning = JsonSlice.Scalar(ref reader) == "true";
            else if (reader.ValueTextEquals("sizes"u8)) size = DatabaseInfoJson.Member(ref reader, "file"u8);
            else JsonSlice.SkipValue(ref reader);
        }

        return new CompactionState(isRunning ?? throw new JsonException(), size);
    }
}
