namespace Mailroom.Generation;

/// <summary>Letters with files, pictures inside, letters inside letters, and HTML alone.</summary>
internal static class Enclosures
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static IEnumerable<byte[]> Write(Scribe scribe)
    {
        for (var i = 0; i < 14; i++)
        {
            var who = scribe.Pick(Phrases.People);
            var text = Part.Text(scribe.Paragraph(2) + "\n");
            Part[] files = (i % 7) switch
            {
                0 => [Part.File("drawing.pdf", "application/pdf", Bytes("%PDF-1.4\n", 400 + i))],
                1 => [Part.File("step.png", "image/png", Png), Part.File("notes.txt", "text/plain", "forty-two steps\n"u8.ToArray())],
                2 => [new Part(["Content-Type: application/zip", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename*=utf-8''Pl%C3%A4ne%20%231.zip"], Part.Latin(Text.Base64(Bytes("PK\u0003\u0004", 700 + i))))],
                3 => [new Part(["Content-Type: text/calendar; method=REQUEST; charset=utf-8"], "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Meeting\nEND:VEVENT\nEND:VCALENDAR\n"u8.ToArray())],
                4 => [Part.Message(Letter.From(scribe, scribe.Pick(Phrases.People), who.Address, "the letter inside").Body(Part.Text("Read this first: https://lighthouse.example/inside\n")))],
                5 => [Part.File("empty.bin", "application/octet-stream", [])],
                _ => [Part.File("drawing.pdf", "application/pdf", Bytes("%PDF-1.4\n", 400))],
            };
            yield return Letter.From(scribe, who, $"{Phrases.Owner.Address}, {scribe.Pick(Phrases.People).Address}", $"{scribe.Pick(Phrases.Topics)} (enclosed)")
                .Body(Part.Multipart("mixed", $"=_mixed_{i}", [text, .. files])).ToBytes();
        }

        for (var i = 0; i < 6; i++)
        {
            var html = Part.Text($"<html><head><title>News</title><script>track({i})</script></head><body><h1>News &amp; notes</h1><p>{scribe.Paragraph(2)}</p><img src=\"cid:logo.png@lighthouse.example\"><p><a href=\"https://lighthouse.example/news/{i}\">More</a></p></body></html>\n", subtype: "html");
            yield return Letter.From(scribe, new Person("Lighthouse News", "news@lighthouse.example"), Phrases.Owner.ToHeader(), $"News of the lighthouse, no. {i + 1}")
                .Header("List-Unsubscribe", $"<https://lighthouse.example/unsubscribe/{i}>")
                .Body(Part.Multipart("related", $"=_related_{i}", html, Part.File("logo.png", "image/png", Png, inline: true))).ToBytes();
        }
    }

    private static byte[] Bytes(string start, int length) => [.. Part.Latin(start), .. Enumerable.Range(0, length).Select(i => (byte)((i * 31) + (i >> 3)))];
}
