using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>The access rules of a database. They have no revisions: of two writers at once one is lost.</summary>
public sealed class CouchSecurity
{
    private readonly CouchConnection _connection;
    private readonly string _path;
    private readonly ServerFacts _facts;

    internal CouchSecurity(CouchConnection connection, string database, ServerFacts facts)
    {
        _connection = connection;
        _path = $"{database}/_security";
        _facts = facts;
    }

    /// <summary>Reads the rules.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<SecurityRules> GetAsync(CancellationToken cancellationToken = default)
    {
        await _facts.RequireAsync(StoreCapabilities.DatabaseSecurity, "read security", cancellationToken).ConfigureAwait(false);
        return await _connection.ParseAsync(new CouchRequest("read security", HttpMethod.Get, _path), SecurityJson.Parse, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replaces the rules as a whole. Needs an administrator.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask PutAsync(SecurityRules rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        await _facts.RequireAsync(StoreCapabilities.DatabaseSecurity, "write security", cancellationToken).ConfigureAwait(false);
        using var body = new RequestBody();
        SecurityJson.Write(body, rules);
        await _connection.DoAsync(new CouchRequest("write security", HttpMethod.Put, _path) { Body = body, Kind = RequestKind.Write, IsSafe = true }, cancellationToken).ConfigureAwait(false);
    }
}
