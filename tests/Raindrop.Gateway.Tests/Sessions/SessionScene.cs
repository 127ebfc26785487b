using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>A store, a CouchDB that answers everything with 200, and hosts before both that share the routes of one user, alice.</summary>
internal sealed class SessionScene : IAsyncDisposable
{
    public const string User = "alice";

    private readonly List<SessionHost> _hosts = [];

    private SessionScene(SessionStore store)
    {
        Store = store;
        var checks = Couch.Server.Responder!;
        Couch.Server.Responder = request => checks(request) ?? ScriptedAnswer.Json(200, "{}");
        Routes.Set(SessionHost.Subject(User), new TenantRoute(Tenant, "realname", TenantState.Active));
    }

    public SessionStore Store { get; }

    public ScriptedCouch Couch { get; } = new();

    public TestRoutes Routes { get; } = new();

    public TenantId Tenant { get; } = TenantId.New();

    /// <summary>The address of a document of alice's.</summary>
    public string Document => $"/db/{Tenant}/doc";

    public static async Task<SessionScene> CreateAsync(string store = SessionStore.Embedded) => new(await SessionStore.CreateAsync(store));

    public async Task<SessionHost> StartHostAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? configure = null, Uri? endpoint = null, Action<RaindropAccountOptions>? accounts = null)
    {
        var host = await SessionHost.StartAsync(Store, Couch.Server.Address, Couch, Routes, configure, endpoint, accounts: accounts);
        _hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await Couch.DisposeAsync();
        await Store.DisposeAsync();
    }
}
