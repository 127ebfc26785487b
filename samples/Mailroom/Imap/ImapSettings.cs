namespace Mailroom.Imap;

/// <summary>What the command line says about a mail server.</summary>
/// <param name="Account">Whose mail, where.</param>
/// <param name="Trust">Which certificates are trusted.</param>
/// <param name="IsNewPassword">Whether the password is asked for although the vault has one.</param>
internal sealed record ImapSettings(ImapAccount Account, CertificateTrust Trust, bool IsNewPassword);
