using Mailroom.Credentials;
using Mailroom.Imap;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Support;

/// <summary>Somebody with mail on a server and with a vault, who signs in.</summary>
internal sealed class SignInScene(DovecotServer server)
{
    public static IdentifierHasher Hasher { get; } = new(new byte[32]);

    public DovecotServer Server => server;

    public MemoryVault Vault { get; } = new();

    public MailUser User { get; } = new(server);

    public TenantId Tenant { get; } = TenantId.New();

    public ImapAccount Account(string scheme) =>
        new(new CredentialEndpoint(scheme, DovecotServer.Host, scheme == ImapAddress.Tls ? Server.TlsPort : Server.Port), User.Name, "INBOX");

    public async Task<bool> SignInAsync(ImapAccount account, IPasswordPrompt prompt, bool isNewPassword = false, CertificateTrust? trust = null, TimeSpan? patience = null)
    {
        var signIn = new ImapSignIn(Vault, Tenant, Hasher, prompt, new ImapConnection(trust ?? CertificateTrust.Read(Server.AuthorityFile), patience));
        using var client = await signIn.SignInAsync(account, isNewPassword, MailHarness.Token);
        return client.IsAuthenticated;
    }

    public async Task<ImapException> FailsAsync(ImapAccount account, ImapFailure failure, IPasswordPrompt prompt, bool isNewPassword = false, CertificateTrust? trust = null, TimeSpan? patience = null)
    {
        var signIn = () => SignInAsync(account, prompt, isNewPassword, trust, patience);
        var fault = (await signIn.Should().ThrowAsync<ImapException>()).Which;
        fault.Failure.Should().Be(failure);
        return fault;
    }

    public async Task<string> StoredAsync(ImapAccount account)
    {
        using var lease = await Vault.OpenAsync(new CredentialReference(Tenant, account.CredentialName(Hasher), "import"), new CredentialAccess("test"), MailHarness.Token);
        return lease.Credential.Value.RevealAsString();
    }
}
