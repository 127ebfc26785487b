using System.Globalization;
using Raindrop.Credentials;

namespace Mailroom.Imap;

/// <summary>
/// Reads the address of a mail server: <c>host:port</c>, or <c>imaps://host:port</c> and <c>imap://host:port</c> to say how TLS begins. What it is read
/// into is sealed with the password, so that nobody can later have the password sent elsewhere, or sent in the clear.
/// </summary>
internal static class ImapAddress
{
    /// <summary>TLS from the first byte (RFC 8314).</summary>
    public const string Tls = "imaps";

    /// <summary>TLS from the command STARTTLS on; without it nothing is sent (RFC 8314, section 5.1).</summary>
    public const string StartTls = "imap";

    /// <summary>No TLS, to this machine only.</summary>
    public const string PlainText = "imap.plain-text";

    private const int TlsPort = 993;
    private const int StartTlsPort = 143;

    /// <summary>Reads an address; <see langword="null"/> where it is none.</summary>
    public static CredentialEndpoint? TryParse(string text, bool isPlainText)
    {
        var scheme = SchemeOf(ref text);
        if (scheme is "" || (isPlainText && scheme is not null)) return null;
        var colon = text.LastIndexOf(':');
        var hasPort = colon >= 0 && !text.EndsWith(']') && (text.StartsWith('[') || text.IndexOf(':', StringComparison.Ordinal) == colon);
        var port = scheme == StartTls || isPlainText ? StartTlsPort : TlsPort;
        if (hasPort && !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)) return null;
        var host = (hasPort ? text[..colon] : text).Trim('[', ']');
        if (isPlainText) scheme = PlainText;
        try
        {
            return new CredentialEndpoint(scheme ?? (port == TlsPort ? Tls : StartTls), host, port);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? SchemeOf(ref string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) return null;
        var scheme = text[..end];
        text = text[(end + "://".Length)..].TrimEnd('/');
        return scheme is Tls or StartTls ? scheme : "";
    }
}
