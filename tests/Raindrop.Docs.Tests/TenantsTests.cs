using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Docs.Tests.Running;
using Raindrop.Embedded;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests;

public sealed class TenantsTests
{
    private static readonly Page Tenants = Page.Open("docs/tenants.md");

    [Fact]
    public async Task A_host_of_the_page_signs_somebody_in_and_is_healthy()
    {
        using var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEmbeddedStore(options => options.Folder = folder.Path);
        Snippets.Tenants.Register(builder, Convert.ToBase64String(new byte[32]));
        using var host = builder.Build();
        await host.StartAsync();
        var directory = host.Services.GetRequiredService<ITenantDirectory>();

        var principal = await Snippets.Tenants.SignInAsync(directory, "https://id.example", "1", DateTimeOffset.MaxValue, default);
        await Snippets.Tenants.LinkAsync(directory, principal.Tenant, principal.Subject, DateTimeOffset.UtcNow, new TenantSubject("https://id.example", "2"), DateTimeOffset.UtcNow, default);
        await Snippets.Tenants.LookAfterAsync(directory, default);

        principal.State.Should().Be(TenantState.Active);
        (await directory.FindAsync(new TenantSubject("https://id.example", "2")))!.Tenant.Should().Be(principal.Tenant);
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        await host.StopAsync();
    }

    [Fact]
    public void Every_failure_and_every_remainder_is_listed()
    {
        var cells = Tenants.Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => line.Split('|')[1].Split(',')).Select(cell => cell.Trim().Trim('`')).ToList();

        cells.Should().Contain(Enum.GetNames<TenantDirectoryFailure>()).And.Contain(Enum.GetNames<TenantRemainderKind>());
    }
}
