using Mailroom.Schemas;

namespace Mailroom.Mail;

/// <summary>Recognizes messages that a program wrote about something that happened elsewhere.</summary>
internal static class NotificationServices
{
    /// <summary>The service and a title for what it notifies of, or nothing where a person wrote.</summary>
    public static (string Service, string Title)? Recognize(Email email)
    {
        var headers = email.Headers;
        if (headers.ContainsKey("x-github-reason") || headers.ContainsKey("x-github-sender")) return ("github", Bracketed(email.Subject) ?? "GitHub");
        if (headers.ContainsKey("x-bugzilla-type") || headers.ContainsKey("x-bugzilla-reason"))
            return ("bugzilla", headers.GetValueOrDefault("x-bugzilla-product") is { Length: > 0 } product ? product : "Bugzilla");
        if (headers.Keys.Any(name => name.StartsWith("x-twitter-", StringComparison.Ordinal))) return ("twitter", "Twitter");
        var automatic = headers.GetValueOrDefault("auto-submitted") is { } value && !value.Trim().Equals("no", StringComparison.OrdinalIgnoreCase);
        var silent = email.From?.Mail is { } from && (from.StartsWith("no-reply@", StringComparison.OrdinalIgnoreCase) || from.StartsWith("noreply@", StringComparison.OrdinalIgnoreCase));
        return automatic || silent ? ("other", email.From?.Display ?? "Notifications") : null;
    }

    private static string? Bracketed(string subject)
    {
        var open = subject.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : subject.IndexOf(']', open);
        return close > open + 1 ? subject[(open + 1)..close] : null;
    }
}
