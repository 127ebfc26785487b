using MailKit;

namespace Mailroom.Imap;

/// <summary>
/// Counts what a server says before it was signed in to, and ends the connection where that is more than any server has to say: nobody knows yet who it is, and MailKit
/// keeps a line in memory until it ends. It hears what is sent as well, the password included, and keeps nothing.
/// </summary>
internal sealed class ImapPrelude : IProtocolLogger
{
    private const int MaxBytes = 1 << 20;
    private long _bytes;

    /// <summary>Whether the server was signed in to: from now on it may send as much as it likes.</summary>
    public bool IsOver { get; set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <exception cref="IOException">The server has said too much.</exception>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (!IsOver && (_bytes += count) > MaxBytes) throw new IOException("The server has said too much before it was signed in to.");
    }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    public void Dispose()
    {
    }
}
