namespace Raindrop.Documents;

/// <summary>Base 32 in lower case without padding (RFC 4648): readable, valid in keys, and the same on file systems that ignore case.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[((bytes.Length * 8) + 4) / 5];
        int bits = 0, count = 0, position = 0;
        foreach (var value in bytes)
        {
            bits = ((bits & 0x1f) << 8) | value;
            count += 8;
            while (count >= 5)
            {
                count -= 5;
                text[position++] = Alphabet[(bits >> count) & 0x1f];
            }
        }

        if (count > 0) text[position] = Alphabet[(bits << (5 - count)) & 0x1f];
        return new string(text);
    }
}
