using MailKit.Net.Imap;
using Mailroom.Credentials;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Mailroom.Imap;

/// <summary>Signs in with the password in the vault, and asks for it where there is none.</summary>
internal sealed class ImapSignIn(ICredentialVault vault, TenantId tenant, IdentifierHasher hasher, IPasswordPrompt prompt, ImapConnection connection)
{
    private const string Purpose = "import";
    private static readonly CredentialAccess Access = new("mailroom.import");

    /// <exception cref="ImapException">The server is not there, not trusted, or refuses.</exception>
    public async Task<ImapClient> SignInAsync(ImapAccount account, bool isNewPassword, CancellationToken cancellationToken)
    {
        var reference = new CredentialReference(tenant, account.CredentialName(hasher), Purpose);
        if (isNewPassword) return await SignInAnewAsync(reference, account, cancellationToken);
        using var lease = await OpenAsync(reference, account, cancellationToken);
        // The name of the record stands for the account, and the record is bound to its name. Still, the record alone says where the password may go.
        if (lease.Credential.Endpoint != account.Endpoint || lease.Credential.UserName != account.User) throw new ImapException(ImapFailure.OtherAccount);
        return await connection.OpenAsync(lease.Credential, cancellationToken);
    }

    private async Task<CredentialLease> OpenAsync(CredentialReference reference, ImapAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.OpenAsync(reference, Access, cancellationToken);
        }
        catch (CredentialNotFoundException)
        {
            using var credential = await AskAsync(account, cancellationToken);
            await StoreAsync(reference, credential, cancellationToken);
            return await vault.OpenAsync(reference, Access, cancellationToken);
        }
    }

    // A new password takes the old one's place only once the server has accepted it: the old one may have been right.
    private async Task<ImapClient> SignInAnewAsync(CredentialReference reference, ImapAccount account, CancellationToken cancellationToken)
    {
        using var credential = await AskAsync(account, cancellationToken);
        var client = await connection.OpenAsync(credential, cancellationToken);
        try
        {
            await ReplaceAsync(reference, credential, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task ReplaceAsync(CredentialReference reference, Credential credential, CancellationToken cancellationToken)
    {
        try
        {
            await vault.ReplaceAsync(reference, credential, Access, version: null, cancellationToken);
        }
        catch (CredentialNotFoundException)
        {
            await StoreAsync(reference, credential, cancellationToken);
        }
    }

    private async Task StoreAsync(CredentialReference reference, Credential credential, CancellationToken cancellationToken)
    {
        try
        {
            await vault.StoreAsync(reference, credential, Access, cancellationToken);
        }
        catch (CredentialExistsException)
        {
            // Another run was faster; what it sealed is used.
        }
    }

    private async Task<Credential> AskAsync(ImapAccount account, CancellationToken cancellationToken) =>
        new() { Kind = CredentialKind.Password, Endpoint = account.Endpoint, UserName = account.User, Value = await prompt.AskAsync(cancellationToken) };
}
