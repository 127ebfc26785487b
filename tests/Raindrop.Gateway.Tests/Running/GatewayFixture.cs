using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A gateway before the shared CouchDB, for the tests of one class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal const int MaxBodySize = 200_000;

    private GatewayHost? _host;
    private TestServer? _server;

    internal GatewayHost Host => _host!;

    internal TestServer Server => _server!;

    internal Task<GatewayTenant> CreateTenantAsync() => GatewayTenant.CreateAsync(Host, Server);

    public async ValueTask InitializeAsync()
    {
        _server = await GatewayCouchDb.GetAsync();
        _host = await GatewayHost.StartAsync(_server.Address, configure: options => options.MaxBodySize = MaxBodySize);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
