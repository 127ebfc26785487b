using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Hosting;

/// <summary>The sweep of audit trails as a host does it by itself.</summary>
public sealed class AuditSweeperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-sweeper-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_sweep_that_failed_is_told_by_health_and_made_again_within_the_hour()
    {
        var (tenant, shreddings) = (TenantId.New(), new ListedShreddings());
        using var host = NewHost(shreddings);
        var server = host.Services.GetRequiredService<IDocumentServer>();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(async () => (await HealthAsync(host)).Status == HealthStatus.Healthy);

        await server.DeleteDatabaseAsync("raindrop-audit", TestContext.Current.CancellationToken);
        await UntilAsync(() => TickAsync(async () => (await HealthAsync(host)).Status == HealthStatus.Degraded));
        (await HealthAsync(host)).Description.Should().Contain("not deleted").And.NotContain("raindrop-audit");

        await server.CreateDatabaseAsync("raindrop-audit", cancellationToken: TestContext.Current.CancellationToken);
        var audit = host.Services.GetRequiredService<IAuditTrail>();
        await audit.AppendAsync(Audit.AuditTrailTests.Note(tenant, "a"), TestContext.Current.CancellationToken);
        shreddings.ShreddedAt[tenant] = _time.GetUtcNow() - TimeSpan.FromDays(400);
        _time.Advance(TimeSpan.FromHours(1));
        await UntilAsync(async () => (await HealthAsync(host)).Status == HealthStatus.Healthy);
        await UntilAsync(() => TickAsync(async () => !await audit.ListTenantsAsync(TestContext.Current.CancellationToken).AnyAsync()));
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.Should().BeFalse("a sweep that fails ends no host");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_trail_outlives_its_time_by_a_day_at_most()
    {
        var (tenant, shreddings) = (TenantId.New(), new ListedShreddings());
        using var host = NewHost(shreddings);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var audit = host.Services.GetRequiredService<IAuditTrail>();
        await audit.AppendAsync(Audit.AuditTrailTests.Note(tenant, "a"), TestContext.Current.CancellationToken);
        shreddings.ShreddedAt[tenant] = _time.GetUtcNow() - TimeSpan.FromDays(365) + TimeSpan.FromMinutes(1);

        _time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(async () => !await audit.ListTenantsAsync(TestContext.Current.CancellationToken).AnyAsync());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IHost NewHost(ListedShreddings shreddings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedStore(options => options.Folder = _folder);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<ITenantKeyStore>(shreddings);
        builder.Services.AddSingleton<ITenantKeys>(new MemoryKeys());
        builder.Services.AddSingleton<IKeyProvider>(new MemoryProvider());
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(_ => { }));
        builder.Services.AddHealthChecks().AddRaindropCredentialVault();
        return builder.Build();
    }

    private static async Task<HealthReportEntry> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["raindrop-credential-vault-audit-sweep"];

    private async Task<bool> TickAsync(Func<Task<bool>> isDone)
    {
        if (await isDone()) return true;
        _time.Advance(TimeSpan.FromHours(1));
        return false;
    }

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isDone()) await Task.Delay(20, patience.Token);
    }
}
