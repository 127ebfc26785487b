using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Docs.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Vault
{
    public static void Register(IServiceCollection services, string couchDbUrl, string keyRingPath)
    {
        services.AddCouchDb(options => options.Endpoint = new Uri(couchDbUrl));
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.UseKeyRingFile(keyRingPath)));
    }

    public static async Task<TenantId> StoreAsync(ICredentialVault vault, ReadOnlyMemory<char> typed)
    {
        var tenant = TenantId.New();
        var imap = new CredentialReference(tenant, "mail.imap", "import");
        using var credential = new Credential
        {
            Kind = CredentialKind.Password,
            Endpoint = new CredentialEndpoint("imaps", "mail.example", 993),
            UserName = "ada",
            Value = Secret.FromText(typed.Span),
        };
        await vault.StoreAsync(imap, credential, new CredentialAccess("sign-up"));
        return tenant;
    }

    public static async Task OpenAsync(ICredentialVault vault, CredentialReference imap, MailServer mailServer)
    {
        using (var lease = await vault.OpenAsync(imap, new CredentialAccess("mail-importer")))
        {
            var endpoint = lease.Credential.Endpoint;
            await mailServer.ConnectAsync(endpoint.Host, endpoint.Port);
            using var password = lease.Credential.Value.Read();
            mailServer.SignIn(lease.Credential.UserName, password.Bytes);
        }
    }

    public static async Task LookAfterAsync(ICredentialVault vault, TenantId tenant, CredentialReference imap, Credential changed)
    {
        await foreach (var info in vault.ListAsync(tenant))
            Console.WriteLine($"{info.Reference.Name} for {info.Reference.Purpose}: {info.Kind}");

        await vault.ReplaceAsync(imap, changed, new CredentialAccess("settings"));
        await vault.DeleteAsync(tenant, "mail.imap", new CredentialAccess("settings"));
    }
}
