using System.Buffers;
using System.Text.Json;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>Writes Mango queries and indexes, and reads what the server says of indexes.</summary>
internal static class MangoJson
{
    public static void WriteIndex(RequestBody body, MangoIndex index)
    {
        body.Write("{\"type\":\"json\",\"ddoc\":"u8);
        JsonText.WriteString(body, index.DesignDocument);
        body.Write(",\"name\":"u8);
        JsonText.WriteString(body, index.Name);
        body.Write(",\"index\":{\"fields\":"u8);
        JsonText.WriteStrings(body, index.Fields);
        if (index.PartialFilter is { } filter)
        {
            body.Write(",\"partial_filter_selector\":"u8);
            body.Append(filter);
        }

        body.Write("}}"u8);
    }

    public static void WriteQuery(RequestBody body, MangoQuery query, int limit, string? bookmark)
    {
        body.Write("{\"selector\":"u8);
        body.Append(query.Selector);
        body.Write(",\"limit\":"u8);
        JsonText.WriteNumber(body, limit);
        if (query.Sort.Count > 0) WriteSort(body, query);
        if (query.UseIndex is { } index)
        {
            body.Write(",\"use_index\":"u8);
            JsonText.WriteString(body, index);
        }

        if (bookmark is not null)
        {
            body.Write(",\"bookmark\":"u8);
            JsonText.WriteString(body, bookmark);
        }

        body.Write("}"u8);
    }

    public static bool ParseCreated(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? result = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("result"u8)) result = JsonSlice.RequiredString(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return result switch { "created" => true, "exists" => false, _ => throw new JsonException() };
    }

    /// <returns><see langword="null"/> for the built-in index.</returns>
    public static MangoIndex? ParseIndex(ReadOnlySpan<byte> json)
    {
        using var index = JsonDocument.Parse(json.ToArray());
        var root = index.RootElement;
        if (root.GetProperty("ddoc").GetString() is not { } design) return null;
        var definition = root.GetProperty("def");
        var fields = new List<string>();
        foreach (var field in definition.GetProperty("fields").EnumerateArray())
        {
            if (field.ValueKind == JsonValueKind.String) fields.Add(field.GetString()!);
            else foreach (var property in field.EnumerateObject()) fields.Add(property.Name);
        }

        return new MangoIndex
        {
            DesignDocument = design.StartsWith(CouchPath.DesignPrefix, StringComparison.Ordinal) ? design[CouchPath.DesignPrefix.Length..] : design,
            Name = root.GetProperty("name").GetString() ?? "",
            Fields = fields,
            PartialFilter = definition.TryGetProperty("partial_filter_selector", out var filter) && filter.EnumerateObject().Any() ? Bytes(filter) : default(ReadOnlyMemory<byte>?),
        };
    }

    private static ReadOnlyMemory<byte> Bytes(JsonElement element)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        element.WriteTo(writer);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteSort(RequestBody body, MangoQuery query)
    {
        for (var i = 0; i < query.Sort.Count; i++)
        {
            body.Write(i == 0 ? ",\"sort\":[{"u8 : ",{"u8);
            JsonText.WriteString(body, query.Sort[i]);
            body.Write(query.Descending ? ":\"desc\"}"u8 : ":\"asc\"}"u8);
        }

        body.Write("]"u8);
    }
}
