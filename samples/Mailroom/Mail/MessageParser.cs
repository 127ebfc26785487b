using MimeKit;
using Raindrop.Extensions;

namespace Mailroom.Mail;

/// <summary>Reads messages with MimeKit, which takes almost anything; what it takes nothing from is refused as invalid input.</summary>
internal static class MessageParser
{
    /// <summary>Reads the header alone, however large the message is.</summary>
    /// <exception cref="DerivationException">There is no header.</exception>
    public static MimeMessage ReadHeader(ReadOnlyMemory<byte> raw) => Read(raw[..HeaderBlock.LengthOf(raw.Span)]);

    /// <summary>Reads a message.</summary>
    /// <exception cref="DerivationException">There is no header.</exception>
    public static MimeMessage Read(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var message = MimeMessage.Load(new MemoryStream(raw.ToArray(), writable: false), persistent: true);
            if (message.Headers.Concat(message.Body?.Headers ?? []).Any(IsHeader)) return message;
        }
        catch (FormatException)
        {
            // The parser's message can quote the header.
        }

        throw new DerivationException(DerivationFailure.InvalidInput, "The message has no header: nothing can be read from it. Look at the source document's attachment.");
    }

    // Lines without a colon are kept by the parser as headers whose name is the line.
    private static bool IsHeader(Header header) => header.Field.Length > 0 && header.Field.All(c => c is > ' ' and < '\u007f' and not ':');
}
