using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>Feeds run as long as the tenant may read, and not longer. CouchDB itself would go on.</summary>
public sealed class FeedTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_reaches_a_feed_that_waits_for_it()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var feed = await OpenAsync(tenant);
        await tenant.SendAsync("PUT", "/doc", "{}");
        using var lines = new StreamReader(await feed.Content.ReadAsStreamAsync(Stop));
        (await ReadChangeAsync(lines)).Should().Contain("\"id\":\"doc\"");
    }

    [Fact]
    public async Task A_running_feed_is_cut_within_a_second_of_the_suspension_and_looks_broken_rather_than_complete()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var feed = await OpenAsync(tenant);
        using var lines = new StreamReader(await feed.Content.ReadAsStreamAsync(Stop));
        await tenant.SendAsync("PUT", "/doc", "{}");
        await ReadChangeAsync(lines);
        var watch = Stopwatch.StartNew();
        tenant.SetState(TenantState.Suspended);
        await ((Func<Task>)(async () => await lines.ReadToEndAsync(Stop))).Should().ThrowAsync<Exception>().Where(e => e is HttpIOException || e is IOException);
        watch.Elapsed.Should().BeLessThan(Bound);
        for (var i = 0; i < 100 && !gateway.Host.Log.All.Any(line => line.Contains("Cut ", StringComparison.Ordinal)); i++) await Task.Delay(10, Stop);
        gateway.Host.Log.All.Should().Contain(line => line.Contains($"Cut ChangesFollow of tenant {tenant.Id}: TenantSuspended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feed_is_cut_when_nobody_can_say_whether_it_may_go_on()
    {
        await using var host = await GatewayHost.StartAsync(gateway.Upstream);
        await using var tenant = await GatewayTenant.CreateAsync(host, gateway.Server);
        using var feed = await OpenAsync(tenant);
        using var lines = new StreamReader(await feed.Content.ReadAsStreamAsync(Stop));
        var watch = Stopwatch.StartNew();
        host.Routes.Failure = new IOException("down");
        await ((Func<Task>)(async () => await lines.ReadToEndAsync(Stop))).Should().ThrowAsync<Exception>().Where(e => e is HttpIOException || e is IOException);
        watch.Elapsed.Should().BeLessThan(Bound);
    }

    [Fact]
    public async Task A_feed_is_cut_when_CouchDB_is_seen_to_enforce_less_than_the_gateway_relies_on()
    {
        await using var host = await GatewayHost.StartAsync(gateway.Upstream);
        await using var tenant = await GatewayTenant.CreateAsync(host, gateway.Server);
        using var feed = await OpenAsync(tenant);
        using var lines = new StreamReader(await feed.Content.ReadAsStreamAsync(Stop));
        var watch = Stopwatch.StartNew();
        host.Services.GetRequiredService<UpstreamGate>().Set([UpstreamFlaw.OpenToAnyone]);
        await ((Func<Task>)(async () => await lines.ReadToEndAsync(Stop))).Should().ThrowAsync<Exception>().Where(e => e is HttpIOException || e is IOException);
        watch.Elapsed.Should().BeLessThan(Bound);
        (await tenant.SendAsync("GET", "/doc")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_feeds()
    {
        await using var host = await GatewayHost.StartAsync(gateway.Upstream);
        await using var tenant = await GatewayTenant.CreateAsync(host, gateway.Server);
        using var feed = await OpenAsync(tenant);
        var watch = Stopwatch.StartNew();

        await host.StopAsync();

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10), "a host waits 30 seconds for requests that run");
    }

    private static async Task<HttpResponseMessage> OpenAsync(GatewayTenant tenant)
    {
        var response = await tenant.Client.GetAsync(tenant.Address("/_changes?feed=continuous&heartbeat=100"), HttpCompletionOption.ResponseHeadersRead, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return response;
    }

    private static async Task<string> ReadChangeAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            if (line.Length > 0) return line;
        }

        throw new InvalidOperationException("The feed ended before a change.");
    }
}
