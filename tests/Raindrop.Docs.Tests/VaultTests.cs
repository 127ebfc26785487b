using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Credentials;
using Raindrop.Docs.Tests.Running;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Keys.KeyRing;
using Raindrop.TestServers;

namespace Raindrop.Docs.Tests;

public sealed class VaultTests
{
    [Fact]
    public async Task A_credential_is_stored_opened_listed_replaced_and_deleted()
    {
        using var folder = new TemporaryFolder();
        var keyRing = Path.Combine(folder.Path, "host.keyring");
        new KeyRingFile(keyRing).Create();
        // Not one that others use, too: the databases have the names that they have in production.
        await using var server = await (RealServers.HasApacheCouchDb ? RealServers.StartApacheCouchDbAsync() : RealServers.StartPouchDbServerAsync());
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        Vault.Register(builder.Services, server.Endpoint.AbsoluteUri, keyRing);
        using var host = builder.Build();
        await host.StartAsync();
        var vault = host.Services.GetRequiredService<ICredentialVault>();

        var tenant = await Vault.StoreAsync(vault, "as typed".AsMemory());
        var imap = new CredentialReference(tenant, "mail.imap", "import");
        var mailServer = new MailServer();
        await Vault.OpenAsync(vault, imap, mailServer);
        mailServer.SignedIn.Should().Be("ada with as typed at mail.example:993");

        using var changed = new Credential { Kind = CredentialKind.ApiKey, Endpoint = new CredentialEndpoint("https", "mail.example", 443), Value = Secret.FromText("another") };
        (await Console.CaptureAsync(() => Vault.LookAfterAsync(vault, tenant, imap, changed))).Should().Be("mail.imap for import: Password");
        (await vault.ListAsync(tenant).ToListAsync()).Should().BeEmpty();
        await host.StopAsync();
    }
}
