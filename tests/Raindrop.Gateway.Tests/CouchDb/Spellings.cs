using System.Globalization;
using System.Text;

namespace Raindrop.Gateway.Tests.CouchDb;

/// <summary>The ways in which clients write one text in a path.</summary>
internal static class Spellings
{
    /// <summary>What JavaScript's <c>encodeURIComponent</c> leaves besides letters and digits (ECMA-262, section 19.2.6.4).</summary>
    private const string LeftByJavaScript = "-_.!~*'()";

    public static IEnumerable<string> Of(string text)
    {
        yield return Uri.EscapeDataString(text);
        yield return Write(text, character => char.IsAsciiLetterOrDigit(character) || LeftByJavaScript.Contains(character, StringComparison.Ordinal), "X2");
        yield return Write(text, _ => false, "x2");
    }

    private static string Write(string text, Predicate<char> isLeft, string digits) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(value => isLeft((char)value) ? ((char)value).ToString() : "%" + value.ToString(digits, CultureInfo.InvariantCulture)));
}
