using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using Raindrop.Gateway.Identity;
using Raindrop.TestServers;
using Raindrop.TestServers.Guarding;

namespace Raindrop.Browser.Tests.Running;

/// <summary>What the host is put before: Apache CouchDB where it is installed, which checks tokens itself; else pouchdb-server, with a guard before it that does.</summary>
internal sealed class SiteUpstream : IAsyncDisposable
{
    private readonly TokenGuard? _guard;

    private SiteUpstream(TestServer server, TokenGuard? guard) => (Server, _guard) = (server, guard);

    /// <summary>The server, for its administrator.</summary>
    public TestServer Server { get; }

    /// <summary>Where the gateway sends requests.</summary>
    public Uri Address => _guard?.Address ?? Server.Address;

    /// <summary>Starts one that takes a key.</summary>
    public static async Task<SiteUpstream> StartAsync(UpstreamSigningKey key)
    {
        // Apache CouchDB reads a part of it when it starts only, so all of it is there before.
        if (RealServers.HasApacheCouchDb)
            return new SiteUpstream(await RealServers.StartApacheCouchDbAsync(string.Concat(CouchDbSetup.For(key).Select(setting => $"[{setting.Section}]\n{setting.Key} = {setting.Value}\n"))), guard: null);
        var server = await RealServers.StartPouchDbServerAsync();
        return new SiteUpstream(server, await TokenGuard.StartAsync(server, SigningKey.Issuer, key.Id!, SigningKey.PublicHalf(key).Replace("\\n", "\n", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_guard is not null) await _guard.DisposeAsync();
        await Server.DisposeAsync();
    }
}
