using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-vault-host-").FullName;

    [Fact]
    public async Task A_host_with_a_vault_makes_its_databases_and_keeps_credentials()
    {
        using var host = HostWith(AddParts);
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
        using var host = HostWith(services => services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.Configure(options =>
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
        var folders = Enum.GetValues<VaultDatabase>().ToDictionary(database => database, database => Path.Combine(_folder, database.ToString()));
        using var host = HostWith(services => AddParts(services, vault =>
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
        using var host = HostWith(services => AddParts(services, vault => vault.Configure(options => options.CreatesDatabases = false)));
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
        AddParts(services);
        AddParts(services);

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
        using var host = HostWith(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<ITenantKeyStore>(shreddings);
            AddParts(services, vault => vault.Configure(options => options.AuditRetention = TimeSpan.FromDays(2)));
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

    [Fact]
    public async Task Its_health_is_that_of_its_databases_and_of_its_key_provider()
    {
        var (provider, time) = (new MemoryProvider(), new FakeTimeProvider());
        using var host = HostWith(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<IKeyProvider>(provider);
            AddParts(services);
            services.AddHealthChecks().AddRaindropCredentialVault();
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        (await HealthAsync()).Should().Be((HealthStatus.Healthy, "The vault's databases and its key provider answer."));
        var asked = provider.Calls;

        provider.Failure = new KeyProviderException(KeyProviderFailure.Throttled, "Slow down.");
        (await HealthAsync()).Status.Should().Be(HealthStatus.Healthy, "the provider is asked once a minute");
        provider.Calls.Should().Be(asked);
        time.Advance(TimeSpan.FromMinutes(1));
        (await HealthAsync()).Should().Be((HealthStatus.Degraded, "The key provider does not work now. Slow down."));
        provider.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        time.Advance(TimeSpan.FromMinutes(1));
        (await HealthAsync()).Status.Should().Be(HealthStatus.Unhealthy);
        provider.Failure = new KeyRefusedException();
        time.Advance(TimeSpan.FromMinutes(1));
        (await HealthAsync()).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("does not unwrap"));
        (provider.Failure, provider.IsBroken) = (null, true);
        time.Advance(TimeSpan.FromMinutes(1));
        (await HealthAsync()).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("do not store anything"));
        provider.IsBroken = false;
        time.Advance(TimeSpan.FromMinutes(1));
        (await HealthAsync()).Status.Should().Be(HealthStatus.Healthy);

        await host.Services.GetRequiredService<IDocumentServer>().DeleteDatabaseAsync("raindrop-audit", TestContext.Current.CancellationToken);
        (await HealthAsync()).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("database of Audit") && !health.Says.Contains("raindrop-audit"));
        await host.StopAsync(TestContext.Current.CancellationToken);

        async Task<(HealthStatus Status, string Says)> HealthAsync()
        {
            var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
            return (report.Entries["raindrop-credential-vault"].Status, report.Entries["raindrop-credential-vault"].Description!);
        }
    }

    [Fact]
    public async Task An_earlier_key_provider_that_is_away_degrades_it_and_the_current_one_decides_about_the_rest()
    {
        var (current, earlier, time) = (new MemoryProvider(), new MemoryProvider(), new FakeTimeProvider());
        using var host = HostWith(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<ITenantKeys>(new MemoryKeys()).AddSingleton<ITenantKeyStore>(new ListedShreddings());
            services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.UseKeyProvider(_ => current).UseEarlierKeyProvider(_ => earlier)));
            services.AddHealthChecks().AddRaindropCredentialVault();
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        (await HealthAsync()).Should().Be((HealthStatus.Healthy, "The vault's databases and its key providers answer."));
        (current.Calls, earlier.Calls).Should().Be((2, 2), "each wraps and unwraps");

        earlier.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        (await HealthAsync(minutes: 0)).Status.Should().Be(HealthStatus.Healthy, "each is asked once a minute");
        (await HealthAsync()).Should().Be((HealthStatus.Degraded, "An earlier key provider does not work now. Away. Tenants whose keys it wrapped stay closed until it is mended; all others are served."));
        (earlier.Failure, earlier.IsBroken) = (null, true);
        (await HealthAsync()).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Degraded && health.Says.Contains("does not unwrap"));
        current.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Gone.");
        (await HealthAsync()).Should().Be((HealthStatus.Unhealthy, "The key provider does not work now. Gone."));
        (current.Failure, earlier.IsBroken) = (null, false);
        (await HealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        await host.StopAsync(TestContext.Current.CancellationToken);

        async Task<(HealthStatus Status, string Says)> HealthAsync(int minutes = 1)
        {
            time.Advance(TimeSpan.FromMinutes(minutes));
            var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
            return (report.Entries["raindrop-credential-vault"].Status, report.Entries["raindrop-credential-vault"].Description!);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AddParts(IServiceCollection services) => AddParts(services, _ => { });

    private static void AddParts(IServiceCollection services, Action<ICredentialVaultBuilder> configure)
    {
        services.AddSingleton<ITenantKeys>(new MemoryKeys());
        if (services.All(service => service.ServiceType != typeof(ITenantKeyStore))) services.AddSingleton<ITenantKeyStore>(new ListedShreddings());
        if (services.All(service => service.ServiceType != typeof(IKeyProvider))) services.AddSingleton<IKeyProvider>(new MemoryProvider());
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(configure));
    }

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isDone()) await Task.Delay(20, patience.Token);
    }

    private IHost HostWith(Action<IServiceCollection> add, bool withStore = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (withStore) builder.Services.AddEmbeddedStore(options => options.Folder = _folder);
        add(builder.Services);
        return builder.Build();
    }
}
