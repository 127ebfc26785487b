using Mailroom.Schemas;
using MimeKit;
using Raindrop.Extensions;

namespace Mailroom.Mail;

/// <summary>Takes the text from a message.</summary>
internal static class BodyReader
{
    // A document of CouchDB has at most 8 MB, and JSON takes up to six bytes for a character.
    private const int MaxCharacters = 500_000;

    /// <exception cref="DerivationException">The message is said to have parts and has none.</exception>
    public static MessageBody Read(MimeMessage message)
    {
        if (message.Body is Multipart { Count: 0 })
            throw new DerivationException(DerivationFailure.InvalidInput, "The message is said to have parts and has none: its boundary never occurs.");
        CharsetRepair.Apply(message);
        var html = message.HtmlBody;
        var text = message.TextBody;
        return new MessageBody(Cut(text ?? (html is null ? "" : HtmlText.Convert(html))), html is null ? null : Cut(html), text is null && html is not null);
    }

    private static string Cut(string text) => Shortened.To(text.ReplaceLineEndings("\n"), MaxCharacters);
}
