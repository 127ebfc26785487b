using MailroomWeb.Commands;
using MailroomWeb.Custodian;
using MailroomWeb.Hosting;
using MailroomWeb.Web;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests.Running;

/// <summary>The sample as its pair of commands runs it: two processes of their own.</summary>
public sealed class SplitSite : IAsyncLifetime
{
    private SampleProcess? _custodian;
    private SampleProcess? _web;

    /// <summary>The folder above those of both processes.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("raindrop-split-").FullName;

    internal TestServer CouchDb { get; private set; } = null!;

    internal SampleProcess Custodian => _custodian!;

    internal SampleProcess Web => _web!;

    /// <summary>What the custodian is told in its environment, and nobody else.</summary>
    internal IReadOnlyDictionary<string, string> AdministratorsEnvironment => new Dictionary<string, string> { [SiteOptions.CouchDbVariable] = CouchDb.Endpoint.ToString() };

    internal WebAccount Account => WebAccount.Read(SiteFolders.WebOf(Data));

    public async ValueTask InitializeAsync()
    {
        CouchDb = await SetUpCouchDb.StartAsync(Data);
        await StartCustodianAsync();
        _web = await StartWebAsync();
    }

    /// <summary>Starts the custodian; again where it was.</summary>
    internal async Task StartCustodianAsync() => _custodian = await SampleProcess.StartAsync(AdministratorsEnvironment, "custodian", "--data", Data, "--custodian", _custodian?.Address.ToString() ?? "https://localhost:0", "--demo");

    /// <summary>Starts one more web process.</summary>
    internal Task<SampleProcess> StartWebAsync() => SampleProcess.StartAsync(new Dictionary<string, string>(), "web", "--data", Data, "--url", "https://localhost:0", "--custodian", Custodian.Address.ToString());

    /// <summary>Somebody who uses the site by its own addresses.</summary>
    internal SiteUser CreateUser(SampleProcess? web = null) => new((web ?? Web).Address, OwnCertificate.Read(SiteFolders.WebOf(Data)));

    public async ValueTask DisposeAsync()
    {
        if (_web is not null) await _web.DisposeAsync();
        if (_custodian is not null) await _custodian.DisposeAsync();
        if (CouchDb is not null) await CouchDb.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
