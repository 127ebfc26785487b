using System.Buffers;
using System.Text.Json;

namespace Raindrop.Derivation.Ledgers;

/// <summary>The keys and small values of the tables beside the traces.</summary>
internal static class LedgerKeys
{
    /// <summary>The value of an entry that only has to be there.</summary>
    public static readonly ReadOnlyMemory<byte> Present = "1"u8.ToArray();

    public static string Reader(string prefix, string extension, string unit) => $"{prefix}{LedgerFormat.Separator}{extension}{LedgerFormat.Separator}{unit}";

    public static string DeadLetter(string extension, string unit) => $"{extension}{LedgerFormat.Separator}{unit}";

    public static (string Extension, string Unit) Split(ReadOnlySpan<char> key)
    {
        var at = key.IndexOf(LedgerFormat.Separator);
        return (key[..at].ToString(), key[(at + 1)..].ToString());
    }

    public static ReadOnlyMemory<byte> Text(string value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Length + 2);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStringValue(value);
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static string ReadText(ReadOnlyMemory<byte> value)
    {
        var json = new Utf8JsonReader(value.Span);
        json.Read();
        return json.GetString()!;
    }

    public static ReadOnlyMemory<byte> DeadLetterValue(Trace trace)
    {
        var buffer = new ArrayBufferWriter<byte>(48);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStartArray();
        json.WriteStringValue(trace.Failure!.Value.Category.ToString());
        json.WriteNumberValue(trace.Version);
        json.WriteNumberValue(trace.Failure!.Value.Attempts);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
