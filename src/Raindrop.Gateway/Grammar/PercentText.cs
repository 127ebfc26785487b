using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Raindrop.Gateway.Grammar;

/// <summary>Percent-encoding of RFC 3986, section 2.1: decoded exactly once and strictly, encoded in exactly one way.</summary>
internal static class PercentText
{
    private const int MostOnStack = 512;

    /// <summary>Decodes a text.</summary>
    /// <param name="encoded">ASCII, checked before.</param>
    /// <param name="isQuery">Whether a plus sign stands for a space, as it does in queries only.</param>
    /// <param name="text">The decoded text.</param>
    /// <returns>What is wrong with it.</returns>
    public static GrammarRefusal Decode(ReadOnlySpan<char> encoded, bool isQuery, out string text)
    {
        text = "";
        if (!encoded.ContainsAny('%', '+'))
        {
            text = encoded.ToString();
            return GrammarRefusal.None;
        }

        var rented = encoded.Length > MostOnStack ? ArrayPool<byte>.Shared.Rent(encoded.Length) : null;
        Span<byte> bytes = rented ?? stackalloc byte[MostOnStack];
        try
        {
            return TryDecode(encoded, isQuery, bytes, out var length) is var refusal and not GrammarRefusal.None ? refusal : Read(bytes[..length], out text);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Encodes a text, every character but letters, digits and <c>-._~</c>, with upper-case digits.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Encode(string? text) => text is null ? null : Uri.EscapeDataString(text);

    private static GrammarRefusal TryDecode(ReadOnlySpan<char> encoded, bool isQuery, Span<byte> bytes, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var character = encoded[i];
            if (character == '%')
            {
                if (encoded.Length - i < 3 || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2])) return GrammarRefusal.PercentEncoding;
                bytes[length++] = (byte)((Digit(encoded[i + 1]) << 4) | Digit(encoded[i + 2]));
                i += 2;
            }
            else if (character == '+')
            {
                if (!isQuery) return GrammarRefusal.AmbiguousPlus;
                bytes[length++] = (byte)' ';
            }
            else
            {
                bytes[length++] = (byte)character;
            }
        }

        return GrammarRefusal.None;
    }

    private static GrammarRefusal Read(ReadOnlySpan<byte> bytes, out string text)
    {
        // Refuses overlong forms, encoded surrogates and what lies beyond U+10FFFF too.
        var isValid = Utf8.IsValid(bytes);
        text = isValid ? Encoding.UTF8.GetString(bytes) : "";
        return isValid ? GrammarRefusal.None : GrammarRefusal.InvalidUtf8;
    }

    private static int Digit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
