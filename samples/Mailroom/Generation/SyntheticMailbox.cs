namespace Mailroom.Generation;

/// <summary>The bundled mailbox: the same letters, byte for byte, wherever and whenever it is written.</summary>
internal static class SyntheticMailbox
{
    /// <summary>All letters, in the order of the mailbox: answers stand before what they answer as often as after it.</summary>
    public static IReadOnlyList<byte[]> Letters()
    {
        var scribe = new Scribe(0x5eed);
        List<byte[]> letters = [.. Lists.Write(scribe), .. Direct(scribe), .. Notifications.Write(scribe), .. Charsets.Write(scribe), .. Enclosures.Write(scribe), .. Malformed.Write(scribe)];
        for (var i = letters.Count - 1; i > 0; i--)
        {
            var j = scribe.Next(i + 1);
            (letters[i], letters[j]) = (letters[j], letters[i]);
        }

        return letters;
    }

    /// <summary>Writes the mailbox as an mbox file, with <c>From </c> quoted as mboxrd does.</summary>
    public static void WriteMbox(Stream stream)
    {
        foreach (var letter in Letters())
        {
            stream.Write("From MAILER-DAEMON Mon Mar  4 08:00:00 2024\n"u8);
            foreach (var line in Lines(letter))
            {
                if (line.AsSpan().TrimStart((byte)'>').StartsWith("From "u8)) stream.WriteByte((byte)'>');
                stream.Write(line);
            }

            if (letter.Length > 0 && letter[^1] != '\n') stream.WriteByte((byte)'\n');
            stream.WriteByte((byte)'\n');
        }
    }

    private static IEnumerable<byte[]> Direct(Scribe scribe)
    {
        for (var i = 0; i < 10; i++)
        {
            var missing = i % 3 == 2 ? 1 + scribe.Next(2) : 0;
            var to = i % 2 == 0 ? Phrases.Owner.ToHeader() : $"{Phrases.Owner.ToHeader()}, {scribe.Pick(Phrases.People).ToHeader()}";
            foreach (var letter in Conversations.Write(scribe, Phrases.Topics[^(i + 1)], 2 + scribe.Next(6) + missing, missing, to)) yield return letter;
        }
    }

    private static IEnumerable<byte[]> Lines(byte[] letter)
    {
        for (var start = 0; start < letter.Length;)
        {
            var end = Array.IndexOf(letter, (byte)'\n', start) is var at and >= 0 ? at + 1 : letter.Length;
            yield return letter[start..end];
            start = end;
        }
    }
}
