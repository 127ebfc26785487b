using System.Text.Json;
using MailroomWeb.Web;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace MailroomWeb.Setup;

/// <summary>Gives the web process an account of CouchDB, and that account what it needs. Doing it again changes nothing.</summary>
internal sealed class WebAccountSetup(CouchDbClient couchDb)
{
    private const string ReadOnly = "function (now, before, user) { if (user.roles.indexOf('_admin') < 0) throw { forbidden: 'Only administrators write here.' } }";

    private static readonly string Directory = new TenantDirectoryOptions().Database;
    private static readonly string[] Databases = [Directory, new RaindropSessionOptions().Database, new RaindropAccountOptions().Database];
    private static readonly object Rules = new { admins = new { names = Array.Empty<string>(), roles = new[] { "_admin" } }, members = new { names = new[] { WebAccount.Name }, roles = Array.Empty<string>() } };

    /// <returns>What was changed.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(WebAccount account, CancellationToken cancellationToken)
    {
        List<string> changed = [];
        if (await EnsureAccountAsync(account, cancellationToken)) changed.Add($"the account {WebAccount.Name}");
        foreach (var database in Databases)
        {
            var isNew = await couchDb.EnsureDatabaseAsync(database, cancellationToken);
            if (await SetAsync($"{database}/_security", Rules, cancellationToken) || isNew) changed.Add(database);
        }

        // CouchDB has no members that only read.
        if (await SetAsync($"{Directory}/_design/read-only", new { validate_doc_update = ReadOnly }, cancellationToken)) changed.Add($"the design document of {Directory}");
        return changed;
    }

    private async Task<bool> EnsureAccountAsync(WebAccount account, CancellationToken cancellationToken)
    {
        if (await couchDb.TakesAsync($"{WebAccount.Name}:{account.Password}", cancellationToken)) return false;
        await PutAsync($"_users/org.couchdb.user:{WebAccount.Name}", new { name = WebAccount.Name, type = "user", roles = Array.Empty<string>(), password = account.Password }, cancellationToken);
        return true;
    }

    private async Task<bool> SetAsync(string path, object value, CancellationToken cancellationToken)
    {
        if (await couchDb.FindAsync(path, cancellationToken) is { } known && Holds(known, JsonSerializer.SerializeToElement(value))) return false;
        await PutAsync(path, value, cancellationToken);
        return true;
    }

    private async Task PutAsync(string path, object value, CancellationToken cancellationToken)
    {
        var known = await couchDb.FindAsync(path, cancellationToken);
        var query = known is { } document && document.TryGetProperty("_rev", out var revision) ? $"?rev={revision.GetString()}" : "";
        await couchDb.PutAsync(path + query, value, cancellationToken);
    }

    /// <summary>Whether all that is wanted is there; a document has an id and a revision besides.</summary>
    private static bool Holds(JsonElement known, JsonElement wanted) =>
        wanted.EnumerateObject().All(property => known.TryGetProperty(property.Name, out var value) && JsonElement.DeepEquals(value, property.Value));
}
