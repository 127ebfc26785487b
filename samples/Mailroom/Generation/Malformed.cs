using System.Text;

namespace Mailroom.Generation;

/// <summary>What real mailboxes hold besides proper letters.</summary>
internal static class Malformed
{
    public static IEnumerable<byte[]> Write(Scribe scribe)
    {
        var who = Phrases.People[0];
        Letter Start(string subject) => Letter.From(scribe, who, Phrases.Owner.Address, subject);

        // No Message-ID, no date, neither, and a date that is none.
        yield return new Letter().Header("From", who.ToHeader()).Header("Date", scribe.Date()).Header("Subject", "no identity").Body(Part.Text("Who am I?\n")).ToBytes();
        yield return new Letter().Header("From", who.ToHeader()).Header("Message-ID", scribe.MessageId(who.Host)).Header("Subject", "no date").Body(Part.Text("When?\n")).ToBytes();
        yield return new Letter().Header("From", who.ToHeader()).Header("Subject", "nothing at all").Body(Part.Text("Neither who nor when.\n")).ToBytes();
        yield return new Letter().Header("From", who.ToHeader()).Header("Date", "the day before yesterday").Header("Message-ID", "not an id").Header("Subject", "odd headers").Body(Part.Text("Hm.\n")).ToBytes();

        // Headers of raw bytes: UTF-8, Latin-1, an encoded word that stops, a header without a colon.
        yield return Start("plain").RawHeader([.. "X-Note: "u8, .. Encoding.UTF8.GetBytes("Größe 8-bit")]).Body(Part.Text("raw utf-8 in a header\n")).ToBytes();
        yield return new Letter().RawHeader([.. "From: "u8, .. Encoding.Latin1.GetBytes("Jürgen Groß <juergen@werkstatt.example>")]).Header("Date", scribe.Date()).RawHeader([.. "Subject: "u8, .. Encoding.Latin1.GetBytes("Größe und Maß")]).Header("Message-ID", scribe.MessageId("werkstatt.example")).Body(Part.Text("raw latin-1 in headers\n")).ToBytes();
        yield return new Letter().Header("From", "=?utf-8?B?R8O8bnRo").Header("Date", scribe.Date()).Header("Subject", "=?utf-8?Q?half_a_word=").Header("Message-ID", scribe.MessageId("werkstatt.example")).Body(Part.Text("encoded words that stop\n")).ToBytes();
        yield return Start("line noise").RawHeader("this line has no colon"u8.ToArray()).Body(Part.Text("after the noise\n")).ToBytes();

        // MIME that does not hold together.
        yield return Start("open end").Body(new Part(["Content-Type: multipart/mixed; boundary=\"open\""], "--open\nContent-Type: text/plain\n\nThe last boundary never comes.\n"u8.ToArray())).ToBytes();
        yield return Start("no boundary").Body(new Part(["Content-Type: multipart/mixed"], "There are no parts here at all.\n"u8.ToArray())).ToBytes();
        yield return Start("wrong boundary").Body(new Part(["Content-Type: multipart/mixed; boundary=\"right\""], "--wrong\n\nNo part begins with the right one.\n"u8.ToArray())).ToBytes();
        yield return Start("truncated base64").Body(Part.Multipart("mixed", "cut", Part.Text("see the file\n"), Part.File("cut.pdf", "application/pdf", new byte[300]) is var file ? file with { Body = file.Body[..^7] } : file)).ToBytes();
        yield return Start("odd encoding").Body(new Part(["Content-Type: text/plain", "Content-Transfer-Encoding: x-uuencoded-maybe"], "As it stands.\n"u8.ToArray())).ToBytes();
        yield return Start("not base64").Body(new Part(["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], "!!!! ???? ((((\n"u8.ToArray())).ToBytes();

        // Nothing that could be read: these become dead letters.
        yield return [];
        yield return "\n\n\n"u8.ToArray();
        yield return "Just a line somebody saved into the folder.\nAnd another one.\n"u8.ToArray();
        yield return [0xff, 0xfe, 0x00, 0x01, 0x02, 0x80, 0x0a, 0x99];

        // Odd but readable: references to itself and in a circle, quoting of From, no body, bare CR LF.
        yield return Letter.From(scribe, who, Phrases.Owner.Address, "myself", "<self@loop.example>").Header("In-Reply-To", "<self@loop.example>").Header("References", "<self@loop.example>").Body(Part.Text("a reference to itself\n")).ToBytes();
        yield return Letter.From(scribe, who, Phrases.Owner.Address, "circle", "<circle-a@loop.example>").Header("In-Reply-To", "<circle-b@loop.example>").Body(Part.Text("a\n")).ToBytes();
        yield return Letter.From(scribe, who, Phrases.Owner.Address, "Re: circle", "<circle-b@loop.example>").Header("In-Reply-To", "<circle-a@loop.example>").Body(Part.Text("b\n")).ToBytes();
        yield return Start("From here on").Body(Part.Text("One line.\n\nFrom here on it is body.\n>From quoted once.\n>>From quoted twice.\n", transfer: "8bit")).ToBytes();
        yield return Start("no body").ToBytes();
        yield return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Start("line ends").Body(Part.Text("CR LF at the end of each line.\n")).ToBytes()).Replace("\n", "\r\n", StringComparison.Ordinal));
    }
}
