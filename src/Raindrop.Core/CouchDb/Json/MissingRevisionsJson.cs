namespace Raindrop.CouchDb.Json;

/// <summary>Reads what <c>_revs_diff</c> says of one document.</summary>
internal static class MissingRevisionsJson
{
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        IReadOnlyList<string> missing = [];
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("missing"u8)) missing = JsonSlice.Strings(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return missing;
    }
}
