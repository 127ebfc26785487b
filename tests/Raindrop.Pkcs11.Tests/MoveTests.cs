using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A vault moves from a key ring to a token and back, as the documentation says, while hosts on either side of each step serve.</summary>
public sealed class MoveTests : IAsyncDisposable
{
    private static readonly CredentialAccess Access = new("test");
    private readonly List<ServiceProvider> _hosts = [];
    private readonly string _prefix = $"rd-move-{Guid.NewGuid():n}";
    private MovingHost _moving = null!;

    public static TheoryData<string> Stores => ["embedded", RealServers.Names[0]];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task No_record_and_no_backup_is_lost_on_the_way_to_a_token_and_back(string store)
    {
        _moving = await MovingHost.CreateAsync();
        var server = store == "embedded" ? null : await RealServers.GetAsync(store);
        await using var embedded = server is null ? new EmbeddedServer(new EmbeddedOptions { Folder = _moving.PathOf("store"), FlushesWrites = false }) : null;
        List<CredentialReference> stored = [];

        // On the key ring alone; then each host gets the token beside it, then the token wraps.
        var inRing = await HostAsync(vault => vault.UseKeyRingFile(_moving.KeyRing));
        await StoreAsync(inRing);
        using var old = await BackUpAsync(inRing);
        var ringFirst = await HostAsync(vault => _moving.UseEarlierToken(vault.UseKeyRingFile(_moving.KeyRing)));
        var tokenFirst = await HostAsync(vault => _moving.UseToken(vault).UseEarlierKeyRingFile(_moving.KeyRing));
        foreach (var host in new[] { ringFirst, tokenFirst }) await StoreAsync(host);
        foreach (var host in new[] { ringFirst, tokenFirst }) await AllOpenAsync(host);

        (await RewrapAsync(tokenFirst)).Should().Be((3, 3), "two keys of tenants were under the key ring's, and that of the backup");
        var inToken = await HostAsync(vault => _moving.UseToken(vault));
        foreach (var host in new[] { ringFirst, tokenFirst, inToken }) await AllOpenAsync(host);
        using var young = await BackUpAsync(inToken);
        await LoseKeysAsync(inToken);
        (await KeysOf(inToken).RestoreAsync(young, Stop)).Restored.Should().Be(3);
        await AllOpenAsync(await HostAsync(vault => _moving.UseToken(vault)));

        // A backup of before holds keys under the key ring's: with it they are brought back, and moved.
        await LoseKeysAsync(inToken);
        (await KeysOf(inToken).RestoreAsync(old, Stop)).Restored.Should().Be(1);
        await FluentActions.Awaiting(async () => await OpenAsync(await HostAsync(vault => _moving.UseToken(vault)), stored[0])).Should().ThrowAsync<KeyRefusedException>();
        await OpenAsync(await HostAsync(vault => _moving.UseToken(vault).UseEarlierKeyRingFile(_moving.KeyRing)), stored[0]);
        (await KeysOf(tokenFirst).RestoreAsync(young, Stop)).Should().Match<KeyRestore>(done => done.Restored == 2 && done.Kept == 1 && done.Replaced == 0);
        (await RewrapAsync(tokenFirst)).Should().Be((1, 3));

        // And back.
        tokenFirst = await HostAsync(vault => _moving.UseToken(vault).UseEarlierKeyRingFile(_moving.KeyRing));
        ringFirst = await HostAsync(vault => _moving.UseEarlierToken(vault.UseKeyRingFile(_moving.KeyRing)));
        foreach (var host in new[] { ringFirst, tokenFirst }) await StoreAsync(host);
        foreach (var host in new[] { ringFirst, tokenFirst }) await AllOpenAsync(host);
        (await RewrapAsync(ringFirst)).Should().Be((5, 5), "four keys of tenants, one of them made before on the way, and that of the backups");
        inRing = await HostAsync(vault => vault.UseKeyRingFile(_moving.KeyRing));
        foreach (var host in new[] { ringFirst, tokenFirst, inRing }) await AllOpenAsync(host);
        (await KeysOf(inRing).RestoreAsync(young, Stop)).Kept.Should().Be(3);
        if (server is not null) foreach (var name in Names) await inRing.GetRequiredService<IDocumentServer>().DeleteDatabaseAsync(name, Stop);

        async Task<ServiceProvider> HostAsync(Action<ICredentialVaultBuilder> configure)
        {
            var services = new ServiceCollection();
            if (server is not null) services.AddCouchDb(options => options.Endpoint = server.Endpoint);
            else services.AddSingleton<IDocumentServer>(embedded!);
            services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault =>
            {
                vault.Configure(options => (options.KeyDatabase, options.CredentialDatabase, options.AuditDatabase) = (Names[0], Names[1], Names[2]));
                vault.ConfigureKeys(options => options.BackupKeyFile = _moving.PathOf("backup.keys"));
                configure(vault);
            }));
            var host = services.BuildServiceProvider();
            _hosts.Add(host);
            host.GetRequiredService<IStartupValidator>().Validate();
            await host.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync(Stop);
            return host;
        }

        async Task StoreAsync(ServiceProvider host)
        {
            var reference = new CredentialReference(TenantId.New(), "mail.imap", "import");
            using var credential = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "mail.example", 993), Value = Secret.FromText($"secret {stored.Count}") };
            await host.GetRequiredService<ICredentialVault>().StoreAsync(reference, credential, Access, Stop);
            stored.Add(reference);
        }

        async Task AllOpenAsync(ServiceProvider host)
        {
            for (var i = 0; i < stored.Count; i++) (await OpenAsync(host, stored[i])).Should().Be($"secret {i}");
        }

        async Task LoseKeysAsync(ServiceProvider host)
        {
            await host.GetRequiredService<IDocumentServer>().DeleteDatabaseAsync(Names[0], Stop);
            await host.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync(Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        _moving.Dispose();
    }

    private string[] Names => [$"{_prefix}-keys", $"{_prefix}-credentials", $"{_prefix}-audit"];

    private static ITenantKeyStore KeysOf(ServiceProvider host) => host.GetRequiredService<ITenantKeyStore>();

    private static async Task<string> OpenAsync(ServiceProvider host, CredentialReference reference)
    {
        using var lease = await host.GetRequiredService<ICredentialVault>().OpenAsync(reference, Access, Stop);
        return lease.Credential.Value.RevealAsString();
    }

    private static async Task<MemoryStream> BackUpAsync(ServiceProvider host)
    {
        var backup = new MemoryStream();
        await KeysOf(host).BackUpAsync(backup, Stop);
        return backup;
    }

    private static async Task<(long Rewrapped, long Tenants)> RewrapAsync(ServiceProvider host)
    {
        var done = await KeysOf(host).RewrapAsync(null, Stop);
        done.Should().Match<KeyRewrap>(result => result.IsComplete && result.Refused.Count == 0 && result.RefusedBackupKeys == 0);
        return (done.Rewrapped, done.Tenants);
    }
}
