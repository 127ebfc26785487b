using Raindrop.TestServers;
using Raindrop.TestServers.Guarding;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>
/// What a gateway is put before: Apache CouchDB where it is installed, which checks tokens itself; else pouchdb-server, with a guard before it that does. Shared by the tests,
/// which keep to databases of their own.
/// </summary>
/// <param name="Server">The server, for its administrator.</param>
/// <param name="Address">Where the gateway sends requests.</param>
internal sealed record GatewayUpstream(TestServer Server, Uri Address)
{
    private static readonly Lazy<Task<GatewayUpstream>> Guarded = new(() => Task.Run(StartGuardedAsync));

    public static async Task<GatewayUpstream> GetAsync()
    {
        if (!RealServers.HasApacheCouchDb) return await Guarded.Value;
        var server = await GatewayCouchDb.GetAsync();
        return new GatewayUpstream(server, server.Address);
    }

    private static async Task<GatewayUpstream> StartGuardedAsync()
    {
        var server = await RealServers.PreferredCouchDbAsync();
        var guard = await TokenGuard.StartAsync(server, GatewayCouchDb.Issuer, GatewayCouchDb.Key.Id!, GatewayCouchDb.PublicKey(GatewayCouchDb.Key).Replace("\\n", "\n", StringComparison.Ordinal));
        return new GatewayUpstream(server, guard.Address);
    }
}
