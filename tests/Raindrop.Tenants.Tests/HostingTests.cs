using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;
using Raindrop.TestServers;

namespace Raindrop.Tenants.Tests;

/// <summary>Tenants in a host: what it takes to start, what it does then, and what health says.</summary>
public sealed class HostingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-hosting-").FullName;
    private readonly string _key = Convert.ToBase64String(new byte[32]);

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public async Task A_host_has_a_directory_once_it_has_started()
    {
        using var host = Build(tenants => tenants.AddDesignDocument("app", """{"language":"query"}"""));
        await host.StartAsync();
        var directory = host.Services.GetRequiredService<ITenantDirectory>();

        var tenant = await directory.CreateAsync(new TenantSubject("https://id.example", "1"));

        tenant.Phase.Should().Be(TenantPhase.Active);
        (await host.Services.GetRequiredService<ITenantLookup>().FindTenantAsync(tenant.Database)).Should().Be(tenant.Tenant);
        var server = host.Services.GetRequiredService<IDocumentServer>();
        (await server.GetDatabase(tenant.Database).GetRevisionAsync("_design/app")).Should().NotBeNull();
        (await server.ListDatabasesAsync().ToListAsync()).Should().BeEquivalentTo("raindrop-tenants", tenant.Database);
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        await host.StopAsync();
    }

    [Fact]
    public void Every_mistake_is_named_when_the_host_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRaindrop(raindrop => raindrop.AddTenants(tenants => tenants
            .Configure(options => (options.Database, options.Shards, options.Replicas, options.LinkWindow, options.FinishEvery) = ("Users", 0, 9, TimeSpan.Zero, TimeSpan.FromDays(2)))
            .AddDesignDocument("", "{}")
            .AddDesignDocument("app", "[]")
            .AddDesignDocument("app", "{}")));
        using var host = builder.Build();

        var mistakes = FluentActions.Invoking(() => host.Services.GetRequiredService<IOptions<TenantDirectoryOptions>>().Value).Should().Throw<OptionsValidationException>().Which.Failures;

        mistakes.Should().HaveCount(10);
        mistakes.Should().Contain(mistake => mistake.Contains("AddCouchDb")).And.Contain(mistake => mistake.Contains("openssl rand"));
    }

    [Fact]
    public async Task A_host_that_starts_finishes_what_another_one_left_and_says_what_it_could_not_finish()
    {
        TenantEntry cutOff;
        using (var first = Build())
        {
            await first.StartAsync();
            cutOff = TenantEntry.New("hash", DateTimeOffset.UnixEpoch);
            var unreadable = TenantEntry.IdOf(TenantId.New());
            var database = first.Services.GetRequiredService<IDocumentServer>().GetDatabase("raindrop-tenants");
            await database.PutAsync(new Document { Id = cutOff.Id, Content = TenantEntryJson.Write(cutOff) });
            await database.PutAsync(new Document { Id = unreadable });
            await first.StopAsync();
        }

        using var second = Build();
        await second.StartAsync();
        var health = second.Services.GetRequiredService<TenantDirectoryHealth>();
        for (var wait = 0; wait < 500 && health.Last is null; wait++) await Task.Delay(20);

        health.Last.Should().BeEquivalentTo(new { Tenants = 2, Finished = 1, Undone = 0 });
        (await second.Services.GetRequiredService<ITenantDirectory>().FindAsync(cutOff.Tenant))!.Phase.Should().Be(TenantPhase.Active);
        var report = await HealthAsync(second);
        report.Status.Should().Be(HealthStatus.Degraded);
        report.Description.Should().StartWith("1 tenants");
        await second.StopAsync();
    }

    [Fact]
    public async Task With_the_vault_a_tenant_has_a_key_and_its_deletion_takes_its_credentials_along()
    {
        using var host = Build(configureRaindrop: raindrop => raindrop.AddCredentialVault(vault =>
        {
            vault.Services.AddSingleton<IKeyProvider>(new MemoryKeyProvider());
            vault.ConfigureKeys(options => options.BackupKeyFile = Path.Combine(_folder, "backup.keys"));
        }));
        await host.StartAsync();
        var directory = host.Services.GetRequiredService<ITenantDirectory>();
        var (own, other) = (await directory.CreateAsync(new TenantSubject("https://id.example", "1")), await directory.CreateAsync(new TenantSubject("https://id.example", "2")));
        var (vault, keys) = (host.Services.GetRequiredService<ICredentialVault>(), host.Services.GetRequiredService<ITenantKeyStore>());
        (await keys.FindAsync(own.Tenant))!.State.Should().Be(TenantKeyState.Active);
        foreach (var tenant in new[] { own, other })
        {
            using var credential = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "imap.example", 993), UserName = "ada", Value = Secret.FromText("a password") };
            await vault.StoreAsync(new CredentialReference(tenant.Tenant, "mail", "import"), credential, new CredentialAccess("test"));
        }

        var deletion = await directory.DeleteAsync(own.Tenant);

        (await keys.FindAsync(own.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        (await vault.ListAsync(own.Tenant).ToListAsync()).Should().BeEmpty();
        (await vault.ListAsync(other.Tenant).ToListAsync()).Should().ContainSingle();
        var shredded = (await keys.FindAsync(own.Tenant))!.Shredding!.ShreddedAt;
        deletion.Remains.Should().Contain([new TenantRemainder(TenantRemainderKind.CredentialNames, null), new TenantRemainder(TenantRemainderKind.AuditTrail, shredded.AddDays(366))]);
        await host.StopAsync();
    }

    [Fact]
    public async Task Health_tells_a_directory_that_is_away()
    {
        using var host = Build(tenants => tenants.Configure(options => (options.CreatesDatabase, options.FinishEvery) = (false, null)));
        await host.StartAsync();

        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Unhealthy);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_directory_that_is_open_to_every_user_is_closed_when_the_host_starts()
    {
        var server = await RealServers.PreferredCouchDbAsync();
        using var couch = CouchServer.Create(server.Endpoint);
        var name = $"rd-tenants-{Guid.NewGuid():n}";
        await couch.CreateDatabaseAsync(name);
        await couch.GetDatabase(name).Security.PutAsync(new SecurityRules());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCouchDb(options => options.Endpoint = server.Endpoint);
        builder.Services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = _key).AddTenants(tenants => tenants.Configure(options => options.Database = name)));
        using var host = builder.Build();

        await host.StartAsync();

        (await couch.GetDatabase(name).Security.GetAsync()).Should().BeEquivalentTo(TenantAccess.Closed);
        await host.StopAsync();
        await couch.DeleteDatabaseAsync(name);
    }

    private static async Task<HealthReportEntry> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["raindrop-tenants"];

    private IHost Build(Action<ITenantsBuilder>? configure = null, Action<IRaindropBuilder>? configureRaindrop = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddEmbeddedStore(options => options.Folder = _folder);
        builder.Services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = _key).AddTenants(configure));
        if (configureRaindrop is not null) builder.Services.AddRaindrop(configureRaindrop);
        builder.Services.AddHealthChecks().AddRaindropTenants();
        return builder.Build();
    }
}
