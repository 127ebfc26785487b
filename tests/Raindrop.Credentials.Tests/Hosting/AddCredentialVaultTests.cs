using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Hosting;

public sealed class AddCredentialVaultTests : IDisposable
{
    private readonly VaultHosts _hosts = new();

    [Fact]
    public async Task A_host_with_a_vault_makes_its_databases_and_keeps_credentials()
    {
        using var host = _hosts.With(VaultHosts.AddParts);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var (vault, audit) = (host.Services.GetRequiredService<ICredentialVault>(), host.Services.GetRequiredService<IAuditTrail>());
        var reference = new CredentialReference(TenantId.New(), "mail.imap", "import");
        using var credential = VaultWorld.Password("hosted");
        await vault.StoreAsync(reference, credential, VaultWorld.Access, TestContext.Current.CancellationToken);
        using var opened = await vault.OpenAsync(reference, VaultWorld.Access, TestContext.Current.CancellationToken);

        opened.Credential.Value.RevealAsString().Should().Be("hosted");
        (await audit.VerifyAsync(reference.Tenant, cancellationToken: TestContext.Current.CancellationToken)).Entries.Should().Be(3);
        (await host.Services.GetRequiredService<IDocumentServer>().ListDatabasesAsync(TestContext.Current.CancellationToken).ToListAsync())
            .Should().Equal("raindrop-audit", "raindrop-credentials", "raindrop-keys");
        host.Services.GetServices<ITenantRecords>().Should().ContainSingle().Which.Purpose.Should().Be(KeyPurpose.Credentials);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_is_told_everything_that_is_missing_and_wrong_at_once()
    {
        using var host = _hosts.With(services => services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.Configure(options =>
        {
            options.AuditDatabase = "Audit";
            options.CredentialDatabase = options.KeyDatabase;
            options.AuditRetention = TimeSpan.Zero;
        }))), withStore: false);
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        var failures = (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.ToList();
        failures.Should().HaveCount(7).And.OnlyHaveUniqueItems();
        string.Join('\n', failures).Should().ContainAll(
            "database of the audit trail must be", "a database each", "AuditRetention", "no server for keys", "no server for credentials", "no server for the audit trail", "UseKeyRingFile");
    }

    [Fact]
    public async Task Each_database_may_have_a_server_of_its_own()
    {
        var folders = Enum.GetValues<VaultDatabase>().ToDictionary(database => database, database => Path.Combine(_hosts.Folder, database.ToString()));
        using var host = _hosts.With(services => VaultHosts.AddParts(services, vault =>
        {
            foreach (var (database, folder) in folders) vault.UseServer(database, _ => new EmbeddedServer(new EmbeddedOptions { Folder = folder }));
        }), withStore: false);
        await host.StartAsync(TestContext.Current.CancellationToken);

        foreach (var (database, folder) in folders)
        {
            Directory.GetFiles(folder, "*.db").Should().ContainSingle();
            (await host.Services.GetRequiredKeyedService<IDocumentDatabase>(database).GetInfoAsync(TestContext.Current.CancellationToken)).Name.Should().EndWith(database.ToString().ToLowerInvariant());
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Databases_that_an_administrator_made_are_used_as_they_are()
    {
        using var host = _hosts.With(services => VaultHosts.AddParts(services, vault => vault.Configure(options => options.CreatesDatabases = false)));
        await host.StartAsync(TestContext.Current.CancellationToken);

        (await host.Services.GetRequiredService<IDocumentServer>().ListDatabasesAsync(TestContext.Current.CancellationToken).ToListAsync()).Should().BeEmpty();
        await host.Services.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync(TestContext.Current.CancellationToken);
        (await host.Services.GetRequiredService<IDocumentServer>().ListDatabasesAsync(TestContext.Current.CancellationToken).ToListAsync()).Should().HaveCount(3);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_may_be_added_more_than_once()
    {
        var services = new ServiceCollection();
        VaultHosts.AddParts(services);
        VaultHosts.AddParts(services);

        services.Count(service => service.ServiceType == typeof(ICredentialVault)).Should().Be(1);
        services.Count(service => service.ServiceType == typeof(ITenantRecords)).Should().Be(1);
        services.Count(service => service.ServiceType == typeof(VaultRequirement)).Should().Be(1);
    }

    [Fact]
    public async Task The_trails_of_shredded_tenants_are_swept_every_day()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var shreddings = new ListedShreddings();
        var tenant = TenantId.New();
        using var host = _hosts.With(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<ITenantKeyStore>(shreddings);
            VaultHosts.AddParts(services, vault => vault.Configure(options => options.AuditRetention = TimeSpan.FromDays(2)));
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        var audit = host.Services.GetRequiredService<IAuditTrail>();
        await audit.AppendAsync(Audit.AuditTrailTests.Note(tenant, "a"), TestContext.Current.CancellationToken);
        shreddings.ShreddedAt[tenant] = time.GetUtcNow();

        time.Advance(TimeSpan.FromDays(1));
        (await audit.ListTenantsAsync(TestContext.Current.CancellationToken).ToListAsync()).Should().Equal(tenant);
        await UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromDays(1));
            return !await audit.ListTenantsAsync(TestContext.Current.CancellationToken).AnyAsync();
        });
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _hosts.Dispose();

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isDone()) await Task.Delay(20, patience.Token);
    }
}
