namespace Mailroom.Mail;

/// <summary>Cuts texts.</summary>
internal static class Shortened
{
    /// <summary>The text, cut to a number of UTF-16 characters, never within a pair.</summary>
    public static string To(string text, int length)
    {
        if (text.Length <= length) return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    /// <summary>The beginning of a text on one line, for a list.</summary>
    public static string Line(string text, int length) =>
        string.Join(' ', To(text, length * 2).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var line && line.Length <= length ? line : To(line, length - 1) + "…";
}
