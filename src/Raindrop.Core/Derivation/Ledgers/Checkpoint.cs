using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>The place in the changes feed up to which nothing is owed, bound to one creation of the database.</summary>
internal sealed record Checkpoint(string Incarnation, string Sequence)
{
    public LocalDocument ToDocument()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStartObject();
        json.WriteNumber("rd_schema_version"u8, LedgerFormat.SchemaVersion);
        json.WriteString("incarnation"u8, Incarnation);
        json.WriteString("sequence"u8, Sequence);
        json.WriteEndObject();
        json.Flush();
        return new LocalDocument(LedgerFormat.CheckpointId, buffer.WrittenMemory);
    }

    public static Checkpoint From(LocalDocument document)
    {
        using var json = JsonDocument.Parse(document.Content);
        LedgerVersionException.ThrowIfNewer(json.RootElement.GetProperty("rd_schema_version"u8).GetInt32());
        return new Checkpoint(json.RootElement.GetProperty("incarnation"u8).GetString()!, json.RootElement.GetProperty("sequence"u8).GetString()!);
    }
}
