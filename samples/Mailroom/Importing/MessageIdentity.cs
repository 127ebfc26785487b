using System.Security.Cryptography;
using Mailroom.Mail;
using MimeKit;
using MimeKit.Utils;
using Raindrop.Documents;

namespace Mailroom.Importing;

/// <summary>Makes the key of a message from the message alone, so that importing it twice, or elsewhere, gives the same document.</summary>
internal static class MessageIdentity
{
    /// <summary>
    /// The date and a keyed hash of the Message-ID with the body. The body counts because two messages can bear one Message-ID, and none may
    /// displace the other; of the header only the Message-ID counts, since mailboxes add lines of their own there.
    /// A message without a Message-ID is hashed whole. Line ends, and empty lines at the end, never count.
    /// </summary>
    public static string KeyOf(ReadOnlyMemory<byte> raw, IdentifierHasher hasher)
    {
        var (messageId, date) = ReadHeader(raw);
        var content = Convert.ToHexStringLower(Digest(raw.Span[(messageId is null ? 0 : HeaderBlock.LengthOf(raw.Span))..]));
        var hashed = hasher.Hash(messageId is null ? content : $"{messageId}\n{content}");
        return date is { } known ? SourceKey.FromDate(known, hashed) : SourceKey.Undated(hashed);
    }

    private static (string? MessageId, DateTimeOffset? Date) ReadHeader(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var headers = HeaderList.Load(new MemoryStream(raw[..HeaderBlock.LengthOf(raw.Span)].ToArray(), writable: false));
            var id = headers[HeaderId.MessageId]?.Trim();
            return (string.IsNullOrEmpty(id) ? null : id, DateUtils.TryParse(headers[HeaderId.Date] ?? "", out var date) ? date : null);
        }
        catch (FormatException)
        {
            // It has no header. It is kept all the same: what it is worth is for the extensions to say.
            return (null, null);
        }
    }

    private static byte[] Digest(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content = content.TrimEnd("\r\n"u8);
        for (int end; (end = content.IndexOf("\r\n"u8)) >= 0; content = content[(end + 1)..]) hash.AppendData(content[..end]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
