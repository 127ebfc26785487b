using System.Text.Json;
using MailroomWeb.Custodian;
using Raindrop.Gateway.Identity;

namespace MailroomWeb.Setup;

/// <summary>Makes a CouchDB what docs/gateway/couchdb.md says it must be behind a gateway. Doing it again changes nothing.</summary>
internal sealed class CouchDbSetup(CouchDbClient couchDb)
{
    private static readonly string[] SystemDatabases = ["_users", "_replicator"];

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
        foreach (var database in SystemDatabases) await couchDb.EnsureDatabaseAsync(database, cancellationToken);
        foreach (var node in await ListNodesAsync(cancellationToken))
        {
            foreach (var (section, name, value) in For(key))
            {
                if (await SetAsync($"_node/{node}/_config/{section}/{Uri.EscapeDataString(name)}", value, cancellationToken)) changed.Add($"[{section}] {name}");
            }
        }

        return [.. changed.Distinct()];
    }

    private async Task<string[]> ListNodesAsync(CancellationToken cancellationToken)
    {
        var membership = await couchDb.FindAsync("_membership", cancellationToken);
        return [.. membership!.Value.GetProperty("cluster_nodes").EnumerateArray().Select(node => node.GetString()!)];
    }

    private async Task<bool> SetAsync(string path, string value, CancellationToken cancellationToken)
    {
        if (await couchDb.FindAsync(path, cancellationToken) is { ValueKind: JsonValueKind.String } known && known.GetString() == value) return false;
        await couchDb.PutAsync(path, value, cancellationToken);
        return true;
    }
}
