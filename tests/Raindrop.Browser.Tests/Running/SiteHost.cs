using Mailroom.Importing;
using MailroomWeb.Commands;
using MailroomWeb.Custodian;
using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using MailroomWeb.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests.Running;

/// <summary>
/// The sample as its one command runs it, before an Apache CouchDB that is set up as its own command sets it up: the custodian in this process, and the web process, on a real Kestrel with
/// https, as a child.
/// </summary>
internal sealed class SiteHost : IAsyncDisposable
{
    private readonly TestServer _couchDb;
    private readonly string _data;
    private readonly WebApplication _custodian;
    private WebProcess _web;

    private SiteHost(TestServer couchDb, string data, WebApplication custodian, WebProcess web) => (_couchDb, _data, _custodian, _web, Address) = (couchDb, data, custodian, web, web.Address);

    /// <summary>Where it is; the same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>The certificate that it has made for itself.</summary>
    public string CertificateFile => SiteFolders.WebOf(_data).PathOf("https.pem");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ITenantDirectory Tenants => _custodian.Services.GetRequiredService<ITenantDirectory>();

    private IDocumentServer Server => _custodian.Services.GetRequiredService<IDocumentServer>();

    /// <summary>Starts a site.</summary>
    public static async Task<SiteHost> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("raindrop-site-").FullName;
        var couchDb = await SetUpCouchDb.StartAsync(data);
        var custodian = CustodianHost.Build(new CustodianSettings(data, couchDb.Endpoint, new Uri("https://localhost:0"), IsDemo: false));
        await custodian.StartAsync(Stop);
        return new SiteHost(couchDb, data, custodian, await StartAsync(new WebSettings(data, new Uri("https://localhost:0"), new Uri(custodian.Urls.Single()))));
    }

    /// <summary>Ends the web process, and leaves the custodian and CouchDB as they are.</summary>
    public async Task StopAsync() => await _web.DisposeAsync();

    /// <summary>Starts it again, at the same address.</summary>
    public async Task StartAgainAsync() => _web = await StartAsync(new WebSettings(_data, Address, new Uri(_custodian.Urls.Single())));

    /// <summary>Makes an account with the visitors' password.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateAccountAsync()
    {
        var name = $"user-{Guid.NewGuid():n}";
        (await _custodian.Services.GetRequiredService<IAccounts>().CreateAsync(name, Visitor.Password, Stop)).Should().NotBeNull();
        return name;
    }

    /// <summary>A tenant's database as the custodian sees it, past the gateway.</summary>
    public async Task<IDocumentDatabase> DatabaseOfAsync(string tenant) => Server.GetDatabase((await Tenants.FindAsync(TenantId.Parse(tenant), Stop))!.Database);

    /// <summary>Delivers messages to a tenant; the custodian derives from them by itself.</summary>
    public async Task DeliverAsync(string tenant, params byte[][] messages) =>
        await new MailImporter(await DatabaseOfAsync(tenant), _custodian.Services.GetRequiredService<IdentifierHasher>()).ImportAsync(new Letters(messages), progress: null, Stop);

    /// <summary>The ids of a tenant's documents that start so, past the gateway.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string tenant, string prefix)
    {
        List<string> ids = [];
        await foreach (var row in (await DatabaseOfAsync(tenant)).ReadRangeAsync(IdRange.StartingWith(prefix), cancellationToken: Stop)) ids.Add(row.Id);
        return ids;
    }

    /// <summary>A client that trusts the host's certificate, and sends no cookie by itself. Dispose it.</summary>
    public HttpClient CreateClient()
    {
        var certificate = OwnCertificate.Read(SiteFolders.WebOf(_data));
        var handler = new SocketsHttpHandler { UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) } };
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>A document past the gateway, once it is as expected; it is waited for.</summary>
    public async Task<string> WaitForAsync(string tenant, string id, string part)
    {
        var database = await DatabaseOfAsync(tenant);
        var text = "";
        for (var i = 0; i < 400 && !text.Contains(part, StringComparison.Ordinal); i++)
        {
            if (i > 0) await Task.Delay(50, Stop);
            if (await database.GetAsync(new DocumentReference(id), cancellationToken: Stop) is { } document) text = System.Text.Encoding.UTF8.GetString(document.Content.Span);
        }

        text.Should().Contain(part);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _custodian.StopAsync(CancellationToken.None);
        await _custodian.DisposeAsync();
        await _couchDb.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static Task<WebProcess> StartAsync(WebSettings settings) => WebProcess.StartAsync(settings, TextWriter.Null, Stop);
}
