using MailroomWeb.Custodian;
using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests.Running;

/// <summary>An Apache CouchDB on which the sample's command <c>setup</c> was run.</summary>
internal static class SetUpCouchDb
{
    private const int MostAttempts = 50;

    /// <param name="data">The sample's folder, in which its keys are made.</param>
    public static async Task<TestServer> StartAsync(string data)
    {
        SiteSetup.EnsureKeys(data);
        // CouchDB reads a part of what setup sets when it starts only, so all of it is there before.
        var key = SigningKey.Read(SiteFolders.CustodianOf(data));
        var couchDb = await RealServers.StartApacheCouchDbAsync(string.Concat(CouchDbSetup.For(key).Select(setting => $"[{setting.Section}]\n{setting.Key} = {setting.Value}\n")));
        await SetUpAsync(data, couchDb.Endpoint, TestContext.Current.CancellationToken);
        return couchDb;
    }

    // One that has just started answers 500 for a moment where accounts are concerned. Doing it again is what setup promises.
    private static async Task SetUpAsync(string data, Uri endpoint, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SiteSetup.RunAsync(data, endpoint, cancellationToken);
                return;
            }
            catch (SetupException) when (attempt < MostAttempts)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
