using Mailroom.Hosting;
using Mailroom.Importing;
using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests.Running;

/// <summary>The sample host on a real Kestrel with https, before an Apache CouchDB that is set up as its own command sets it up.</summary>
internal sealed class SiteHost : IAsyncDisposable
{
    private readonly TestServer _couchDb;
    private readonly string _data;
    private WebApplication _site;

    private SiteHost(TestServer couchDb, string data, WebApplication site) => (_couchDb, _data, _site, Address) = (couchDb, data, site, new Uri(site.Urls.Single()));

    /// <summary>Where it is; the same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>The certificate that it has made for itself.</summary>
    public string CertificateFile => new DataFolder(_data).PathOf("https.pem");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ITenantDirectory Tenants => _site.Services.GetRequiredService<ITenantDirectory>();

    private IDocumentServer Server => _site.Services.GetRequiredService<IDocumentServer>();

    /// <summary>Starts a host.</summary>
    public static async Task<SiteHost> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("raindrop-site-").FullName;
        // CouchDB reads a part of what setup sets when it starts only, so all of it is there before.
        var couchDb = await RealServers.StartApacheCouchDbAsync(string.Concat(CouchDbSetup.For(SigningKey.Read(new DataFolder(data))).Select(setting => $"[{setting.Section}]\n{setting.Key} = {setting.Value}\n")));
        return new SiteHost(couchDb, data, await StartAsync(SettingsOf(couchDb, data, new Uri("https://localhost:0"))));
    }

    /// <summary>Ends the host, and leaves CouchDB as it is.</summary>
    public Task StopAsync() => StopAsync(Stop);

    /// <summary>Starts it again, at the same address.</summary>
    public async Task StartAgainAsync() => _site = await StartAsync(SettingsOf(_couchDb, _data, Address));

    /// <summary>Makes an account with the visitors' password.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateAccountAsync()
    {
        var name = $"user-{Guid.NewGuid():n}";
        (await _site.Services.GetRequiredService<IAccounts>().CreateAsync(name, Visitor.Password, Stop)).Should().NotBeNull();
        return name;
    }

    /// <summary>A tenant's database as the host sees it, past the gateway.</summary>
    public async Task<IDocumentDatabase> DatabaseOfAsync(string tenant) => Server.GetDatabase((await Tenants.FindAsync(TenantId.Parse(tenant), Stop))!.Database);

    /// <summary>Delivers messages to a tenant; the host derives from them by itself.</summary>
    public async Task DeliverAsync(string tenant, params byte[][] messages) =>
        await new MailImporter(await DatabaseOfAsync(tenant), _site.Services.GetRequiredService<IdentifierHasher>()).ImportAsync(new Letters(messages), progress: null, Stop);

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
        var certificate = OwnCertificate.Read(new DataFolder(_data));
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
        await StopAsync(CancellationToken.None);
        await _couchDb.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _site.StopAsync(cancellationToken);
        await _site.DisposeAsync();
    }

    private static SiteSettings SettingsOf(TestServer couchDb, string data, Uri listen) => new(data, couchDb.Endpoint, listen, IsDemo: false);

    private static async Task<WebApplication> StartAsync(SiteSettings settings)
    {
        var site = Site.Build(settings);
        await site.StartAsync(Stop);
        return site;
    }
}
