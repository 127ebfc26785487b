using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Raindrop.Grants.Content;

/// <summary>
/// Writes JSON in one form (RFC 8785): names in the order of their UTF-16 units, no blanks, escapes only where JSON wants them. Numbers keep their text;
/// those that stores would rewrite are refused, so the form is that of RFC 8785 and what a store gives back has it too.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Deeper than any document needs, and shallower than any store's limit.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="GrantException">It holds a number that stores would rewrite, or half a character.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value.EnumerateObject().Select(member => (Name: NameOf(member), member.Value)), output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                WriteString(TextOf(value), output);
                break;
            case JsonValueKind.Number:
                var number = Encoding.ASCII.GetBytes(value.GetRawText());
                output.Write(JsonNumbers.IsStable(number) ? number : throw new GrantException(GrantFailure.Number));
                break;
            default:
                output.Write(value.ValueKind == JsonValueKind.Null ? "null"u8 : value.ValueKind == JsonValueKind.True ? "true"u8 : "false"u8);
                break;
        }
    }

    public static void WriteObject(IEnumerable<(string Name, JsonElement Value)> members, IBufferWriter<byte> output)
    {
        var separator = "{"u8;
        foreach (var (name, value) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            output.Write(separator);
            WriteString(name, output);
            output.Write(":"u8);
            Write(value, output);
            separator = ","u8;
        }

        output.Write(separator[0] == '{' ? "{}"u8 : "}"u8);
    }

    /// <exception cref="GrantException">The name holds half a character.</exception>
    public static string NameOf(JsonProperty member) => Decode(member, static member => member.Name);

    /// <exception cref="GrantException">The text holds half a character.</exception>
    public static string TextOf(JsonElement value) => Decode(value, static value => value.GetString()!);

    // What is not well-formed is told by no other type.
    private static string Decode<T>(T json, Func<T, string> read)
    {
        try
        {
            return read(json);
        }
        catch (InvalidOperationException)
        {
            throw new GrantException(GrantFailure.Content);
        }
    }

    private static void WriteArray(JsonElement array, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        var isFirst = true;
        foreach (var item in array.EnumerateArray())
        {
            if (!isFirst) output.Write(","u8);
            isFirst = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }

    private static void WriteString(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(rest[..at], output);
            Encoding.UTF8.GetBytes(EscapeOf(rest[at]), output);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    private static string EscapeOf(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)character:x4}",
    };
}
