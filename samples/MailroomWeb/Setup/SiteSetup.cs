using MailroomWeb.Channels;
using MailroomWeb.Custodian;
using MailroomWeb.Hosting;
using MailroomWeb.Web;

namespace MailroomWeb.Setup;

/// <summary>All of it: the keys of both processes, CouchDB, and the account of the web process.</summary>
internal static class SiteSetup
{
    /// <summary>Makes the keys and certificates that are missing, each where the process that needs it has its files.</summary>
    public static void EnsureKeys(string data)
    {
        var (web, custodian) = (SiteFolders.WebOf(data), SiteFolders.CustodianOf(data));
        var identifierKey = custodian.ReadIdentifierKey();
        web.ReadOrCreate("identifier.key", () => identifierKey);
        custodian.EnsureKeyRing();
        SigningKey.Ensure(custodian);
        ChannelIdentity.Introduce(web, custodian);
    }

    /// <returns>What was changed in CouchDB.</returns>
    /// <exception cref="SetupException">CouchDB could not be set up.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string data, Uri couchDb, CancellationToken cancellationToken)
    {
        EnsureKeys(data);
        using var client = new CouchDbClient(couchDb);
        var changed = await new CouchDbSetup(client).RunAsync(SigningKey.Read(SiteFolders.CustodianOf(data)), cancellationToken);
        return [.. changed, .. await new WebAccountSetup(client).RunAsync(WebAccount.Ensure(SiteFolders.WebOf(data), client.Server), cancellationToken)];
    }
}
