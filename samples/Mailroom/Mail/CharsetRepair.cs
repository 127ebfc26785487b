using System.Text;
using System.Text.Unicode;
using MimeKit;

namespace Mailroom.Mail;

/// <summary>Finds texts that lie about their charset, so that no letter of theirs becomes a question mark.</summary>
internal static class CharsetRepair
{
    /// <summary>Where a text says ASCII, UTF-8 or nothing and is not: names UTF-8 where its bytes are that, otherwise what old programs of the West meant.</summary>
    public static void Apply(MimeMessage message)
    {
        foreach (var part in message.BodyParts.OfType<TextPart>())
        {
            if (part.Content is null || part.ContentType.Charset?.ToLowerInvariant() is not (null or "" or "us-ascii" or "ascii" or "utf-8" or "utf8")) continue;
            using var bytes = new MemoryStream();
            part.Content.DecodeTo(bytes);
            var text = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            if (!Ascii.IsValid(text)) part.ContentType.Charset = Utf8.IsValid(text) ? "utf-8" : "windows-1252";
        }
    }
}
