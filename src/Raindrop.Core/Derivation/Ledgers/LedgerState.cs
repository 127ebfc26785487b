using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>How far every extension is: the body of the state document.</summary>
internal sealed record LedgerState(string? Revision, ImmutableSortedDictionary<string, ExtensionState> Extensions)
{
    public static readonly LedgerState New = new(null, ImmutableSortedDictionary.Create<string, ExtensionState>(StringComparer.Ordinal));

    public ReadOnlyMemory<byte> Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, LedgerFormat.Schema);
        json.WriteNumber("rd_schema_version"u8, LedgerFormat.SchemaVersion);
        json.WriteStartObject("extensions"u8);
        foreach (var (id, state) in Extensions)
        {
            json.WriteStartArray(id);
            json.WriteNumberValue(state.Version);
            json.WriteStringValue(state.Settings);
            json.WriteStringValue(state.Coverage.ToString());
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static LedgerState Decode(Document document)
    {
        using var json = JsonDocument.Parse(document.Content);
        LedgerVersionException.ThrowIfNewer(json.RootElement.GetProperty("rd_schema_version"u8).GetInt32());
        var extensions = New.Extensions.ToBuilder();
        foreach (var property in json.RootElement.GetProperty("extensions"u8).EnumerateObject())
        {
            var state = property.Value;
            extensions[property.Name] = new ExtensionState(state[0].GetInt32(), state[1].GetString()!, Enum.Parse<ExtensionCoverage>(state[2].GetString()!));
        }

        return new LedgerState(document.Revision, extensions.ToImmutable());
    }
}
