using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Hosting;

/// <summary>What a health check says of the vault.</summary>
public sealed class VaultHealthTests : IDisposable
{
    private readonly VaultHosts _hosts = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Its_health_is_that_of_its_databases_and_of_its_key_provider()
    {
        var provider = new MemoryProvider();
        using var host = _hosts.With(services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<IKeyProvider>(provider);
            VaultHosts.AddParts(services);
            services.AddHealthChecks().AddRaindropCredentialVault();
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        (await HealthAsync(host)).Should().Be((HealthStatus.Healthy, "The vault's databases and its key provider answer."));
        var asked = provider.Calls;

        provider.Failure = new KeyProviderException(KeyProviderFailure.Throttled, "Slow down.");
        (await HealthAsync(host, minutes: 0)).Status.Should().Be(HealthStatus.Healthy, "the provider is asked once a minute");
        provider.Calls.Should().Be(asked);
        (await HealthAsync(host)).Should().Be((HealthStatus.Degraded, "The key provider does not work now. Slow down."));
        provider.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Unhealthy);
        provider.Failure = new KeyRefusedException();
        (await HealthAsync(host)).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("does not unwrap"));
        (provider.Failure, provider.IsBroken) = (null, true);
        (await HealthAsync(host)).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("do not store anything"));
        provider.IsBroken = false;
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);

        await host.Services.GetRequiredService<IDocumentServer>().DeleteDatabaseAsync("raindrop-audit", TestContext.Current.CancellationToken);
        (await HealthAsync(host)).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Unhealthy && health.Says.Contains("database of Audit") && !health.Says.Contains("raindrop-audit"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_earlier_key_provider_that_is_away_degrades_it_and_the_current_one_decides_about_the_rest()
    {
        var (current, earlier) = (new MemoryProvider(), new MemoryProvider());
        using var host = _hosts.With(services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<ITenantKeys>(new MemoryKeys()).AddSingleton<ITenantKeyStore>(new ListedShreddings());
            services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.UseKeyProvider(_ => current).UseEarlierKeyProvider(_ => earlier)));
            services.AddHealthChecks().AddRaindropCredentialVault();
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        (await HealthAsync(host)).Should().Be((HealthStatus.Healthy, "The vault's databases and its key providers answer."));
        (current.Calls, earlier.Calls).Should().Be((2, 2), "each wraps and unwraps");

        earlier.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        (await HealthAsync(host, minutes: 0)).Status.Should().Be(HealthStatus.Healthy, "each is asked once a minute");
        (await HealthAsync(host)).Should().Be((HealthStatus.Degraded, "An earlier key provider does not work now. Away. Tenants whose keys it wrapped stay closed until it is mended; all others are served."));
        (earlier.Failure, earlier.IsBroken) = (null, true);
        (await HealthAsync(host)).Should().Match<(HealthStatus Status, string Says)>(health => health.Status == HealthStatus.Degraded && health.Says.Contains("does not unwrap"));
        current.Failure = new KeyProviderException(KeyProviderFailure.Unavailable, "Gone.");
        (await HealthAsync(host)).Should().Be((HealthStatus.Unhealthy, "The key provider does not work now. Gone."));
        (current.Failure, earlier.IsBroken) = (null, false);
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _hosts.Dispose();

    private async Task<(HealthStatus Status, string Says)> HealthAsync(IHost host, int minutes = 1)
    {
        _time.Advance(TimeSpan.FromMinutes(minutes));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return (report.Entries["raindrop-credential-vault"].Status, report.Entries["raindrop-credential-vault"].Description!);
    }
}
