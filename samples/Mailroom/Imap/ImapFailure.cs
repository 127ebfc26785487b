namespace Mailroom.Imap;

/// <summary>Why mail could not be read from a server.</summary>
internal enum ImapFailure
{
    /// <summary>No mail server answers there.</summary>
    Unreachable,

    /// <summary>Plain text was asked for, and the server is not on this machine.</summary>
    NotOnThisMachine,

    /// <summary>What answers offers no TLS.</summary>
    NoTls,

    /// <summary>The certificate is of an authority that is not trusted, or not valid.</summary>
    NotTrusted,

    /// <summary>The certificate is another host's.</summary>
    OtherHost,

    /// <summary>The server takes neither the name nor the password.</summary>
    Refused,

    /// <summary>What the vault holds under this account's name is of another account.</summary>
    OtherAccount,

    /// <summary>There is no such folder.</summary>
    NoFolder,

    /// <summary>The connection broke off, or the server said what no mail server says.</summary>
    BrokenOff,
}
