namespace Mailroom.Mail;

/// <summary>Where the header of a message ends.</summary>
internal static class HeaderBlock
{
    /// <summary>The length of the header with the blank line after it; the whole message where there is no blank line.</summary>
    public static int LengthOf(ReadOnlySpan<byte> message)
    {
        for (var start = 0; start < message.Length;)
        {
            var end = message[start..].IndexOf((byte)'\n');
            if (end < 0) return message.Length;
            if (message.Slice(start, end).TrimEnd((byte)'\r').IsEmpty) return start + end + 1;
            start += end + 1;
        }

        return message.Length;
    }
}
