namespace Mailroom.Imap;

/// <summary>Mail could not be read from a server. Nothing that the server said is in it: a server may repeat what it was sent.</summary>
internal sealed class ImapException(ImapFailure failure) : Exception(Say(failure))
{
    public ImapFailure Failure { get; } = failure;

    private static string Say(ImapFailure failure) => failure switch
    {
        ImapFailure.Unreachable => "No mail server answers at the address given with --imap: check host and port, and whether the server runs. The password is kept.",
        ImapFailure.NotOnThisMachine => "--imap-without-tls is for a server on this machine (localhost, 127.0.0.1, ::1): a password in plain text can be read by every network that it passes.",
        ImapFailure.NoTls => "The server offers no TLS here, so the password was not sent: port 993 (imaps://host:993) is usual, or 143 (imap://host:143) with STARTTLS. The password is kept.",
        ImapFailure.NotTrusted => "The server's certificate is not trusted, or has expired, so the password was not sent: name its authority with --imap-ca, if it is the right one. The password is kept.",
        ImapFailure.OtherHost => "The server's certificate is for another host name, so the password was not sent: give the name that is in it with --imap. The password is kept.",
        ImapFailure.Refused => "The server refused the name or the password, or lets nobody in at the moment. What the vault holds is kept: correct --user, give another password with --new-password, or try again later.",
        ImapFailure.OtherAccount => "The vault's record is of another server or name, so the password was not sent: give it anew with --new-password.",
        ImapFailure.NoFolder => "The server has no such folder that can be opened: correct --imap-folder. The password is kept.",
        _ => "The connection to the mail server broke off. What was imported is stored; run again to go on.",
    };
}
