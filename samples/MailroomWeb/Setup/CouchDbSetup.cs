using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MailroomWeb.Hosting;
using Raindrop.Gateway.Identity;

namespace MailroomWeb.Setup;

/// <summary>Makes a CouchDB what docs/gateway/couchdb.md says it must be behind a gateway. Doing it again changes nothing.</summary>
internal sealed class CouchDbSetup(SiteSettings settings) : IDisposable
{
    private static readonly string[] SystemDatabases = ["_users", "_replicator"];

    private readonly HttpClient _client = Connect(settings);

    /// <summary>The settings, each with its section.</summary>
    public static IReadOnlyList<(string Section, string Key, string Value)> For(UpstreamSigningKey key) =>
    [
        ("jwt_keys", $"ec:{key.Id}", SigningKey.PublicHalf(key)),
        ("jwt_auth", "required_claims", $"exp, {{iss, \"{SigningKey.Issuer}\"}}"),
        ("chttpd", "authentication_handlers", "{chttpd_auth, jwt_authentication_handler}, {chttpd_auth, default_authentication_handler}"),
        ("chttpd", "require_valid_user", "true"),
        ("cluster", "q", "2"),
    ];

    /// <summary>What CouchDB reads when it starts only.</summary>
    public const string NeedsRestart = "[chttpd] authentication_handlers";

    /// <summary>Sets all of it on every node.</summary>
    /// <returns>What was changed, by section and key.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(UpstreamSigningKey key, CancellationToken cancellationToken)
    {
        List<string> changed = [];
        foreach (var database in SystemDatabases) await EnsureDatabaseAsync(database, cancellationToken);
        foreach (var node in await ListNodesAsync(cancellationToken))
        {
            foreach (var (section, name, value) in For(key))
            {
                if (await SetAsync($"_node/{node}/_config/{section}/{Uri.EscapeDataString(name)}", value, cancellationToken)) changed.Add($"[{section}] {name}");
            }
        }

        return [.. changed.Distinct()];
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient Connect(SiteSettings settings)
    {
        var account = Uri.UnescapeDataString(settings.CouchDb.UserInfo);
        var client = new HttpClient { BaseAddress = settings.Upstream };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));
        return client;
    }

    private async Task EnsureDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        using var made = await _client.PutAsync(new Uri(name, UriKind.Relative), null, cancellationToken);
        if (made.StatusCode != System.Net.HttpStatusCode.PreconditionFailed) await RequireAsync(made, cancellationToken);
    }

    private async Task<string[]> ListNodesAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri("_membership", UriKind.Relative), cancellationToken);
        await RequireAsync(answer, cancellationToken);
        var membership = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. membership.GetProperty("cluster_nodes").EnumerateArray().Select(node => node.GetString()!)];
    }

    private async Task<bool> SetAsync(string path, string value, CancellationToken cancellationToken)
    {
        using var known = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (known.IsSuccessStatusCode && await known.Content.ReadFromJsonAsync<string>(cancellationToken) == value) return false;
        using var set = await _client.PutAsJsonAsync(new Uri(path, UriKind.Relative), value, cancellationToken);
        await RequireAsync(set, cancellationToken);
        return true;
    }

    private static async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode) return;
        throw new SetupException(answer.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden
            ? "CouchDB does not take the account in --couchdb as an administrator: give the name and password of one from [admins]."
            : $"CouchDB answered {(int)answer.StatusCode} to the setup: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
