using System.Text.Json;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Writes and reads a trace: <c>[version,settings,input,[id,revision,digest,…],[prefix,digest,…],[category,attempts]]</c>, the last two left out where empty.</summary>
/// <remarks>An output with the key of its input is stored as <c>:schema</c> alone, which is what keeps a trace near 100 bytes.</remarks>
internal static class TraceCodec
{
    public static ReadOnlyMemory<byte> Encode(Trace trace, string extension, string unit) =>
        LedgerJson.Pieces.Write((trace, extension, unit), static (json, it) => Write(json, it.trace, it.extension, it.unit));

    private static void Write(Utf8JsonWriter json, Trace trace, string extension, string unit)
    {
        json.WriteStartArray();
        json.WriteNumberValue(trace.Version);
        json.WriteStringValue(trace.Settings);
        json.WriteStringValue(trace.Input);
        json.WriteStartArray();
        foreach (var output in trace.Outputs)
        {
            json.WriteStringValue(Shorten(output.Id, extension, unit));
            json.WriteStringValue(output.Revision);
            json.WriteStringValue(output.Digest);
        }

        json.WriteEndArray();
        if (trace.Reads.Count > 0 || trace.Failure is not null)
        {
            json.WriteStartArray();
            foreach (var read in trace.Reads)
            {
                json.WriteStringValue(read.Prefix);
                json.WriteStringValue(read.Digest);
            }

            json.WriteEndArray();
        }

        if (trace.Failure is { } failure)
        {
            json.WriteStartArray();
            json.WriteStringValue(failure.Category.ToString());
            json.WriteNumberValue(failure.Attempts);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public static Trace Decode(ReadOnlyMemory<byte> value, string extension, string unit)
    {
        var json = new Utf8JsonReader(value.Span);
        json.Read();
        json.Read();
        var version = json.GetInt32();
        json.Read();
        var settings = json.GetString()!;
        json.Read();
        var input = json.GetString()!;
        var outputs = new List<TraceOutput>(1);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            var id = Lengthen(json.GetString()!, extension, unit);
            json.Read();
            var revision = json.GetString()!;
            json.Read();
            outputs.Add(new TraceOutput(id, revision, json.GetString()!));
        }

        List<TraceRead>? reads = null;
        TraceFailure? failure = null;
        if (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType == JsonTokenType.String)
            {
                var prefix = json.GetString()!;
                json.Read();
                (reads ??= []).Add(new TraceRead(prefix, json.GetString()!));
            }

            if (json.Read() && json.TokenType == JsonTokenType.StartArray)
            {
                json.Read();
                var category = Enum.TryParse<DerivationFailure>(json.GetString(), out var known) ? known : DerivationFailure.ExtensionFailed;
                json.Read();
                failure = new TraceFailure(category, json.GetInt32());
            }
        }

        return new Trace(version, settings, input, outputs, reads ?? (IReadOnlyList<TraceRead>)[], failure);
    }

    /// <summary>Whether an output is named after its input, so that its owner is known from its id.</summary>
    public static bool IsAligned(string output, string extension, string unit)
    {
        var schemaEnd = output.IndexOf(':', StringComparison.Ordinal);
        var key = KeyOf(unit);
        var expected = schemaEnd + 1 + key.Length + 1 + extension.Length;
        return key.Length > 0 && output.Length == expected && output.AsSpan(schemaEnd + 1).StartsWith(key, StringComparison.Ordinal)
            && output[schemaEnd + 1 + key.Length] == ':' && output.EndsWith(extension, StringComparison.Ordinal);
    }

    private static string Shorten(string output, string extension, string unit) =>
        IsAligned(output, extension, unit) ? ":" + output[..output.IndexOf(':', StringComparison.Ordinal)] : output;

    private static string Lengthen(string stored, string extension, string unit) =>
        stored[0] == ':' ? new DocumentKey(stored[1..], KeyOf(unit).ToString(), extension).ToId() : stored;

    /// <summary>The key within a unit of one document; empty for a group.</summary>
    private static ReadOnlySpan<char> KeyOf(string unit)
    {
        var key = unit.AsSpan(unit.IndexOf(':', StringComparison.Ordinal) + 1);
        if (key.EndsWith("/")) return default;
        return key.EndsWith(":") ? key[..^1] : key;
    }
}
