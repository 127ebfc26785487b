using System.Collections.Concurrent;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A server that passes the gateway's checks and then answers as it is told, with the signer whose tokens it takes.</summary>
internal sealed class ScriptedCouch : IUpstreamTokenSigner, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TenantId> _tokens = new();
    private int _count;
    private ScriptedAnswer? _usual;

    public ScriptedCouch() => Server.Responder = request => request.Target switch
    {
        "/_session" => ScriptedAnswer.Json(200, $$"""{"ok":true,"userCtx":{"name":{{NameOf(request)}},"roles":[]} }"""),
        "/_all_dbs?limit=1" => ScriptedAnswer.Json(401, """{"error":"unauthorized","reason":"You are not a server admin."}"""),
        _ => _usual,
    };

    public ScriptedServer Server { get; } = new();

    /// <summary>What signing fails with from now on; <see langword="null"/> where it does not.</summary>
    public Exception? SignerFault { get; set; }

    /// <summary>The requests that were forwarded.</summary>
    public IReadOnlyList<ScriptedRequest> Forwarded => [.. Server.Requests.Where(request => !request.Target.StartsWith("/_", StringComparison.Ordinal))];

    public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        if (SignerFault is { } fault) throw fault;
        var token = $"head.payload{Interlocked.Increment(ref _count)}.signature{_count}";
        _tokens[token] = tenant;
        return ValueTask.FromResult(new UpstreamToken(token, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1)));
    }

    /// <summary>Answers all that is forwarded from now on, instead of the script.</summary>
    public void Answer(string json) => _usual = ScriptedAnswer.Json(200, json);

    /// <summary>A gateway before it, and a client that is signed in to it as the tenant.</summary>
    public async Task<(GatewayHost Host, HttpClient Client, TenantId Tenant)> StartGatewayAsync(Action<GatewayOptions>? configure = null, Action<GatewayLimitOptions>? limits = null)
    {
        var host = await GatewayHost.StartAsync(Server.Address, this, configure, _ => { }, limits);
        var (client, tenant) = await SignInAsync(host, "user");
        return (host, client, tenant);
    }

    /// <summary>A client that is signed in as a tenant of its own.</summary>
    public static async Task<(HttpClient Client, TenantId Tenant)> SignInAsync(GatewayHost host, string user)
    {
        var tenant = TenantId.New();
        host.Routes.Set(GatewayHost.Subject(user), new TenantRoute(tenant, "realname", TenantState.Active));
        var client = host.CreateClient();
        client.BaseAddress = new Uri(host.Address, $"/db/{tenant}/");
        client.DefaultRequestHeaders.Add("Cookie", await host.SignInAsync(user));
        client.DefaultRequestHeaders.Add("X-Raindrop-Client", "tests");
        return (client, tenant);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private string NameOf(ScriptedRequest request) =>
        request.Headers.GetValueOrDefault("Authorization")?.Split(' ')[^1] is { } token && _tokens.TryGetValue(token, out var tenant) ? $"\"{tenant}\"" : "null";
}
