using Mailroom.Schemas;

namespace Mailroom.Mail;

/// <summary>Recognizes mailing lists by the headers that their programs write.</summary>
internal static class ListHeaders
{
    public static MailingList? Read(Email email)
    {
        var headers = email.Headers;
        var (id, name) = Identify(headers);
        if (id is null) return null;
        return new MailingList(
            id,
            string.IsNullOrWhiteSpace(name) ? id : name,
            Target(headers.GetValueOrDefault("list-post"), "mailto:"),
            Target(headers.GetValueOrDefault("list-archive"), "http"),
            Target(headers.GetValueOrDefault("list-unsubscribe"), "http") ?? Target(headers.GetValueOrDefault("list-unsubscribe"), "mailto:"));
    }

    private static (string? Id, string? Name) Identify(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.GetValueOrDefault("list-id") is { } listId)
        {
            var open = listId.LastIndexOf('<');
            var close = listId.LastIndexOf('>');
            return open >= 0 && close > open
                ? (listId[(open + 1)..close].Trim().ToLowerInvariant(), listId[..open].Trim().Trim('"').Trim())
                : (listId.Trim().ToLowerInvariant() is { Length: > 0 } bare ? bare : null, null);
        }

        if ((headers.GetValueOrDefault("x-beenthere") ?? headers.GetValueOrDefault("x-mailing-list")) is { } address) return (AsId(address), null);

        // Older list programs send as owner-list@host or list-owner@host, and say that it is bulk.
        var sender = headers.GetValueOrDefault("sender")?.Trim().Trim('<', '>');
        var owned = sender?.StartsWith("owner-", StringComparison.OrdinalIgnoreCase) == true ? sender[6..] : sender?.Replace("-owner@", "@", StringComparison.OrdinalIgnoreCase);
        return headers.GetValueOrDefault("precedence") is "list" or "bulk" && owned is not null && owned != sender ? (AsId(owned), null) : (null, null);
    }

    private static string AsId(string address) => address.Trim().Trim('<', '>').Replace('@', '.').ToLowerInvariant();

    private static string? Target(string? header, string scheme) =>
        header?.Split(',').Select(one => one.Trim().Trim('<', '>')).FirstOrDefault(one => one.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
