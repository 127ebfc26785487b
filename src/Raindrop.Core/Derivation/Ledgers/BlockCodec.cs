using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Writes and reads the body of a block: <c>{"rd_schema","rd_schema_version","prefix","same","entries":[suffix,value,…]}</c>; <c>same</c> is there where traces have something in common.</summary>
internal static class BlockCodec
{
    public static ReadOnlyMemory<byte> Encode(IReadOnlyList<string> keys, IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        var buffer = new ArrayBufferWriter<byte>((112 * keys.Count) + 256);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, LedgerFormat.Schema);
        json.WriteNumber("rd_schema_version"u8, LedgerFormat.SchemaVersion);
        var prefix = CommonPrefix(keys);
        json.WriteString("prefix"u8, keys.Count == 0 ? "" : keys[0].AsSpan(0, prefix));
        var template = TraceTemplate.Of(values);
        template?.Write(json);
        json.WriteStartArray("entries"u8);
        for (var i = 0; i < keys.Count; i++)
        {
            json.WriteStringValue(keys[i].AsSpan(prefix));
            if (template is null || !template.TryWrite(json, values[i].Span)) json.WriteRawValue(values[i].Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static LedgerBlock Decode(string lower, Document document)
    {
        var keys = new List<string>(LedgerFormat.BlockCapacity);
        var values = new List<ReadOnlyMemory<byte>>(LedgerFormat.BlockCapacity);
        var prefix = "";
        TraceTemplate? template = null;
        var json = new Utf8JsonReader(document.Content.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = json.ValueTextEquals("rd_schema_version"u8);
            var isPrefix = json.ValueTextEquals("prefix"u8);
            var isTemplate = json.ValueTextEquals("same"u8);
            var isEntries = json.ValueTextEquals("entries"u8);
            json.Read();
            if (isVersion) LedgerVersionException.ThrowIfNewer(json.GetInt32());
            else if (isPrefix) prefix = json.GetString()!;
            else if (isTemplate) template = TraceTemplate.Read(ref json);
            else if (isEntries) ReadEntries(ref json, document.Content, prefix, template, keys, values);
            else json.Skip();
        }

        return new LedgerBlock(lower, document.Revision, keys, values);
    }

    private static void ReadEntries(ref Utf8JsonReader json, ReadOnlyMemory<byte> content, string prefix, TraceTemplate? template, List<string> keys, List<ReadOnlyMemory<byte>> values)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            keys.Add(prefix + json.GetString());
            json.Read();
            if (template is not null && json.TokenType == JsonTokenType.String)
            {
                values.Add(template.Expand(json.ValueSpan));
                continue;
            }

            var start = (int)json.TokenStartIndex;
            json.Skip();
            values.Add(content[start..(int)json.BytesConsumed]);
        }
    }

    private static int CommonPrefix(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return 0;
        // The keys are sorted, so what the first and the last share, all share.
        var length = keys[0].AsSpan().CommonPrefixLength(keys[^1]);
        if (length > 0 && char.IsHighSurrogate(keys[0][length - 1])) length--;
        return length;
    }
}
