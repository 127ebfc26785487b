using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raindrop.Canary.Tests.Search;

/// <summary>The forms in which a secret may stand somewhere.</summary>
internal static class CanaryForms
{
    /// <summary>Each form in full. A form of base64 holds what is the same whatever stands before and after.</summary>
    public static IEnumerable<(string Form, byte[] Bytes)> Of(Canary canary)
    {
        var bytes = canary.Bytes.ToArray();
        yield return ("bytes", bytes);
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        for (var offset = 0; offset < 3; offset++)
        {
            var standard = Base64At(bytes, offset);
            yield return ($"base64 at {offset}", Encoding.ASCII.GetBytes(standard));
            yield return ($"base64 of URLs at {offset}", Encoding.ASCII.GetBytes(standard.Replace('+', '-').Replace('/', '_')));
        }

        if (canary.Text is not { } text) yield break;
        yield return ("UTF-16, little-endian", Encoding.Unicode.GetBytes(text));
        yield return ("UTF-16, big-endian", Encoding.BigEndianUnicode.GetBytes(text));
        yield return ("URL", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)));
        foreach (var escaped in InJson(text).Distinct(StringComparer.Ordinal)) yield return ("JSON", Encoding.UTF8.GetBytes(escaped));
    }

    private static IEnumerable<string> InJson(string text)
    {
        var cautious = JsonEncodedText.Encode(text).ToString();
        var relaxed = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return cautious;
        yield return LowerEscapes(cautious);
        yield return relaxed;
        yield return relaxed.Replace("/", "\\/", StringComparison.Ordinal);
        // Everything outside ASCII escaped, and nothing else that need not be.
        var ascii = string.Concat(relaxed.Select(c => c < 0x80 ? c.ToString() : $"\\u{(int)c:x4}"));
        yield return ascii;
        yield return ascii.Replace("/", "\\/", StringComparison.Ordinal);
    }

    private static string LowerEscapes(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var at = escaped.IndexOf("\\u", StringComparison.Ordinal); at >= 0; at = escaped.IndexOf("\\u", at + 6, StringComparison.Ordinal))
        {
            for (var digit = at + 2; digit < at + 6; digit++) text[digit] = char.ToLowerInvariant(text[digit]);
        }

        return text.ToString();
    }

    // Of 3 bytes come 4 characters: those that also hold bits of a neighbour are left out.
    private static string Base64At(ReadOnlySpan<byte> bytes, int offset)
    {
        var shifted = new byte[offset + bytes.Length];
        bytes.CopyTo(shifted.AsSpan(offset));
        var characters = Convert.ToBase64String(shifted);
        var first = (offset * 8 + 5) / 6;
        var last = shifted.Length * 8 / 6;
        return characters[first..last];
    }
}
