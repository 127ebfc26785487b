using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Hosting;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Tenants;

/// <summary>A directory of tenants beside a store of sessions, and hosts on both: those that look after tenants, and those that face the internet.</summary>
internal sealed class DirectoryScene(SessionStore store, Uri upstream, IUpstreamTokenSigner? signer = null) : IAsyncDisposable
{
    private readonly List<SessionHost> _hosts = [];

    public SessionStore Store { get; } = store;

    public string Name { get; } = $"rd-tenants-{Guid.NewGuid():n}";

    public IDocumentDatabase Database => Store.Server.GetDatabase(Name);

    /// <summary>A host that creates and suspends tenants, and has a gateway too.</summary>
    public Task<SessionHost> StartAdministratorAsync() => StartAsync(tenants => tenants.Configure(options => options.Database = Name), null);

    /// <summary>A host that only reads the directory.</summary>
    /// <param name="endpoint">The store of sessions, as the account of such hosts.</param>
    /// <param name="directory">The directory's server, where it is reached in another way.</param>
    public Task<SessionHost> StartGatewayAsync(Uri? endpoint = null, Uri? directory = null) => StartAsync(
        tenants =>
        {
            tenants.Configure(options => (options.Database, options.CreatesDatabase, options.FinishEvery) = (Name, false, null));
            if (directory is not null) tenants.UseDirectoryServer(_ => CouchServer.Create(directory));
        },
        endpoint);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await DeleteDatabasesAsync();
        await Store.DisposeAsync();
    }

    private async Task<SessionHost> StartAsync(Action<ITenantsBuilder> configure, Uri? endpoint)
    {
        var host = await SessionHost.StartAsync(Store, upstream, signer, configure: services => services.AddRaindrop(raindrop => raindrop.AddTenants(configure)), endpoint: endpoint, hasRoutes: false);
        _hosts.Add(host);
        return host;
    }

    private async Task DeleteDatabasesAsync()
    {
        await foreach (var row in Database.ReadRangeAsync(IdRange.StartingWith("rd.tenant.database:")))
            await Store.Server.DeleteDatabaseAsync(row.Id["rd.tenant.database:".Length..]);
        await Store.Server.DeleteDatabaseAsync(Name);
    }
}
