using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A gateway before the shared server, for the tests of one class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal const int MaxBodySize = 200_000;

    private GatewayHost? _host;
    private GatewayUpstream? _upstream;

    internal GatewayHost Host => _host!;

    internal TestServer Server => _upstream!.Server;

    internal Uri Upstream => _upstream!.Address;

    internal Task<GatewayTenant> CreateTenantAsync() => GatewayTenant.CreateAsync(Host, Server);

    public async ValueTask InitializeAsync()
    {
        _upstream = await GatewayUpstream.GetAsync();
        _host = await GatewayHost.StartAsync(Upstream, configure: options => options.MaxBodySize = MaxBodySize);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
