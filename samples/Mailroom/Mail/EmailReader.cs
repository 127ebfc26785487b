using Mailroom.Schemas;
using MimeKit;
using MimeKit.Utils;

namespace Mailroom.Mail;

/// <summary>Takes from a header what other extensions need.</summary>
internal static class EmailReader
{
    private static readonly string[] KeptPrefixes = ["list-", "x-github-", "x-bugzilla-", "x-twitter-"];

    private static readonly string[] Kept = ["auto-submitted", "precedence", "sender", "x-beenthere", "x-mailing-list", "mailing-list", "delivered-to", "x-mailer", "user-agent"];

    public static Email Read(MimeMessage message) => new(
        message.MessageId,
        References(message),
        DateUtils.TryParse(message.Headers[HeaderId.Date] ?? "", out var date) ? date : null,
        message.Subject ?? "",
        Addresses(message.From).FirstOrDefault(),
        Addresses(message.To),
        Addresses(message.Cc),
        Headers(message));

    private static List<string> References(MimeMessage message)
    {
        var all = message.References.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (message.InReplyTo is { Length: > 0 } parent)
        {
            // What is answered comes last, also where a program lists it elsewhere.
            all.Remove(parent);
            all.Add(parent);
        }

        return all;
    }

    private static List<Address> Addresses(InternetAddressList list) =>
        [.. list.Mailboxes.Select(mailbox => new Address(string.IsNullOrEmpty(mailbox.Name) ? null : mailbox.Name, mailbox.Address))];

    private static SortedDictionary<string, string> Headers(MimeMessage message)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in message.Headers)
        {
            var name = header.Field.ToLowerInvariant();
            if (Kept.Contains(name) || KeptPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))) headers.TryAdd(name, header.Value);
        }

        return headers;
    }
}
