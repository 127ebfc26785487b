using MailKit.Net.Imap;
using Mailroom.Credentials;
using Mailroom.Hosting;
using Mailroom.Imap;
using Mailroom.Mailboxes;

namespace Mailroom.Commands;

/// <summary>Where the mail comes from.</summary>
internal static class MailSource
{
    /// <summary>A mailbox on disk.</summary>
    public static Func<MailroomHost, CancellationToken, Task<IMailbox>> OnDisk(string path)
    {
        var mailbox = Mailbox.Open(path);
        return (_, _) => Task.FromResult(mailbox);
    }

    /// <summary>A mail server, with a password from the host's vault.</summary>
    public static Func<MailroomHost, CancellationToken, Task<IMailbox>> OnServer(ImapSettings settings, IPasswordPrompt prompt) => async (host, cancellationToken) =>
        await ImapMailbox.OpenAsync(await SignInAsync(settings, prompt, host, cancellationToken), settings.Account.Folder, new ImapPositions(host.Database, settings.Account.PositionName(host.Hasher)), cancellationToken);

    private static async Task<ImapClient> SignInAsync(ImapSettings settings, IPasswordPrompt prompt, MailroomHost host, CancellationToken cancellationToken)
    {
        await using var vault = await host.OpenVaultAsync(cancellationToken);
        var signIn = new ImapSignIn(vault.Credentials, host.Tenant, host.Hasher, prompt, new ImapConnection(settings.Trust));
        return await signIn.SignInAsync(settings.Account, settings.IsNewPassword, cancellationToken);
    }
}
