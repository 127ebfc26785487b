using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raindrop.CouchDb.Json;

/// <summary>Writes JSON strings and numbers into a body.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(EscapedCharacters());

    public static void WriteString(IBufferWriter<byte> target, string value)
    {
        if (value.AsSpan().ContainsAny(Escaped))
        {
            var encoded = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
            target.Write("\""u8);
            target.Write(encoded);
            target.Write("\""u8);
            return;
        }

        var span = target.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length) + 2);
        span[0] = (byte)'"';
        var length = Encoding.UTF8.GetBytes(value, span[1..]);
        span[length + 1] = (byte)'"';
        target.Advance(length + 2);
    }

    public static void WriteStrings(IBufferWriter<byte> target, IReadOnlyList<string> values)
    {
        target.Write("["u8);
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) target.Write(","u8);
            DocumentIds.RequireWellFormed(values[i]);
            WriteString(target, values[i]);
        }

        target.Write("]"u8);
    }

    public static void WriteNumber(IBufferWriter<byte> target, long value)
    {
        value.TryFormat(target.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
        target.Advance(length);
    }

    public static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string EscapedCharacters()
    {
        var characters = new StringBuilder("\"\\\u007f");
        for (var c = '\0'; c < ' '; c++) characters.Append(c);
        return characters.ToString();
    }
}
