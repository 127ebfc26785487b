using System.Net;
using System.Text;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A signed-in tenant of a gateway, with a database on the server behind it that lists the tenant as its only member.</summary>
internal sealed class GatewayTenant : IAsyncDisposable
{
    private readonly GatewayHost _host;
    private readonly HttpClient _administrator;

    private GatewayTenant(GatewayHost host, TestServer server, string cookie, string user)
    {
        _host = host;
        _administrator = server.CreateClient();
        User = user;
        Client = host.CreateClient();
        Client.DefaultRequestHeaders.Add("Cookie", cookie);
        Client.DefaultRequestHeaders.Add("X-Raindrop-Client", "tests");
        SetState(TenantState.Active);
    }

    public string User { get; }

    public TenantId Id { get; } = TenantId.New();

    /// <summary>The real name: something that can be looked for in answers and logs.</summary>
    public string Database { get; } = $"realname-{Guid.NewGuid():N}";

    /// <summary>Sends the cookie.</summary>
    public HttpClient Client { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<GatewayTenant> CreateAsync(GatewayHost host, TestServer server)
    {
        var user = $"user-{Guid.NewGuid():N}";
        var tenant = new GatewayTenant(host, server, await host.SignInAsync(user), user);
        using var created = await tenant._administrator.PutAsync(new Uri(tenant.Database, UriKind.Relative), null, Stop);
        created.EnsureSuccessStatusCode();
        using var secured = await tenant._administrator.PutAsync(
            new Uri($"{tenant.Database}/_security", UriKind.Relative),
            new StringContent($$"""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["{{tenant.Id}}"],"roles":[]} }""", Encoding.UTF8, "application/json"),
            Stop);
        secured.EnsureSuccessStatusCode();
        return tenant;
    }

    public void SetState(TenantState state) => _host.Routes.Set(GatewayHost.Subject(User), new TenantRoute(Id, Database, state));

    /// <summary>Points the tenant's route at another database, as a fault of the host would.</summary>
    public void Misroute(string database) => _host.Routes.Set(GatewayHost.Subject(User), new TenantRoute(Id, database, TenantState.Active));

    /// <summary>An address below the tenant's database, not written in another way.</summary>
    public Uri Address(string rest = "") => new($"{_host.Address}db/{Id}{rest}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>Sends a request through the gateway.</summary>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string method, string rest, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(rest));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>What the database itself holds, read as the administrator.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadDirectlyAsync(string rest)
    {
        using var response = await _administrator.GetAsync(new Uri($"{Database}{rest}", UriKind.Relative), Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    public async ValueTask DisposeAsync()
    {
        (await _administrator.DeleteAsync(new Uri(Database, UriKind.Relative), CancellationToken.None)).Dispose();
        _administrator.Dispose();
        Client.Dispose();
    }
}
