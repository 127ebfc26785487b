using System.Globalization;
using System.Text;

namespace Mailroom.Generation;

/// <summary>The encodings of mail, written out by hand so that the mailbox does not depend on the library that later reads it.</summary>
internal static class Text
{
    public static byte[] Encode(string text, string charset) => Encoding.GetEncoding(charset).GetBytes(text);

    /// <summary>An encoded word of RFC 2047, or the text itself where it is ASCII.</summary>
    public static string EncodedWord(string text, string charset = "utf-8") =>
        Ascii(text) ? text : $"=?{charset}?B?{Convert.ToBase64String(Encode(text, charset))}?=";

    public static string Base64(byte[] bytes) =>
        string.Join('\n', Convert.ToBase64String(bytes).Chunk(76).Select(line => new string(line)));

    public static string QuotedPrintable(byte[] bytes)
    {
        var result = new StringBuilder();
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = bytes[i];
            if (c == '\n')
            {
                result.Append('\n');
                column = 0;
                continue;
            }

            var last = i + 1 == bytes.Length || bytes[i + 1] == '\n';
            var plain = c is >= 33 and <= 126 and not (byte)'=' || (c == ' ' && !last);
            if (column > 72)
            {
                result.Append("=\n");
                column = 0;
            }

            result.Append(plain ? ((char)c).ToString() : "=" + c.ToString("X2", CultureInfo.InvariantCulture));
            column += plain ? 1 : 3;
        }

        return result.ToString();
    }

    private static bool Ascii(string text) => text.All(char.IsAscii);
}
