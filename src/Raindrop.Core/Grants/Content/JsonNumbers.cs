namespace Raindrop.Grants.Content;

/// <summary>Tells numbers whose text every store gives back as it was: those that RFC 8785, section 3.2.2.3, would write in the same way, and CouchDB too.</summary>
internal static class JsonNumbers
{
    /// <summary>2^53 - 1: beyond, a double does not hold every whole number.</summary>
    public const long MostWhole = 9_007_199_254_740_991;

    /// <summary>Any decimal of so many digits is the shortest text of its double (IEEE 754, binary64).</summary>
    private const int MostDigits = 15;

    /// <summary>From so many zeros behind the point on, some write an exponent.</summary>
    private const int MostLeadingZeros = 5;

    /// <param name="text">A JSON number.</param>
    public static bool IsStable(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'e', (byte)'E') >= 0) return false;
        var isNegative = text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        return point < 0 ? IsStableWhole(digits, isNegative) : IsStableDecimal(digits[..point], digits[(point + 1)..]);
    }

    private static bool IsStableWhole(ReadOnlySpan<byte> digits, bool isNegative) =>
        !(isNegative && digits.SequenceEqual("0"u8))
        && System.Buffers.Text.Utf8Parser.TryParse(digits, out long value, out var length) && length == digits.Length && value <= MostWhole;

    private static bool IsStableDecimal(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        if (fraction[^1] == '0') return false;
        var isBelowOne = whole.SequenceEqual("0"u8);
        var zeros = isBelowOne ? fraction.IndexOfAnyExcept((byte)'0') : 0;
        return zeros <= MostLeadingZeros && (isBelowOne ? fraction.Length - zeros : whole.Length + fraction.Length) <= MostDigits;
    }
}
