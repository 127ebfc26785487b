using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailroomWeb.Channels;
using MailroomWeb.Commands;
using MailroomWeb.Hosting;
using Raindrop.Browser.Tests.Running;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Browser.Tests;

/// <summary>The process with the keys: who reaches it, and what the other one does while it is away.</summary>
public sealed class CustodianTests(SplitSite site) : IClassFixture<SplitSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_is_away_what_needs_it_is_503_in_JSON_nobody_is_signed_out_and_all_goes_on_when_it_is_back()
    {
        using var ada = site.CreateUser();
        await ada.SignUpAsync();
        await ada.WaitForAsync($"/db/{ada.Tenant}");
        using var bob = site.CreateUser();
        await bob.SignUpAsync();

        await site.Custodian.KillAsync();

        // Nobody has asked for a token of Bob's yet.
        await IsAwayAsync(bob, HttpMethod.Get, $"/db/{bob.Tenant}");
        await IsAwayAsync(ada, HttpMethod.Get, "/api/credentials");
        using var eve = site.CreateUser();
        var refused = await eve.SendOnceAsync(HttpMethod.Post, "/account/sign-up", SiteUser.Proof(eve.Name));
        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Json.GetProperty("error").GetString().Should().Be("service_unavailable");
        (await ada.SendAsync(HttpMethod.Get, "/session")).Status.Should().Be(HttpStatusCode.OK);
        (await ada.EnterAsync("sign-in")).Status.Should().Be(HttpStatusCode.OK);
        await using var late = await site.StartWebAsync();
        using var elsewhere = site.CreateUser(late);
        (await elsewhere.EnterAsync("sign-in", ada.Name)).Status.Should().Be(HttpStatusCode.OK);
        await IsAwayAsync(elsewhere, HttpMethod.Get, $"/db/{ada.Tenant}");

        await site.StartCustodianAsync();

        await bob.WaitForAsync($"/db/{bob.Tenant}");
        (await ada.SendAsync(HttpMethod.Get, "/api/credentials")).Status.Should().Be(HttpStatusCode.OK);
        await elsewhere.WaitForAsync($"/db/{ada.Tenant}");
        // The account was made before the tenant could be.
        (await eve.EnterAsync("sign-in")).Status.Should().Be(HttpStatusCode.OK);
        (await eve.SendAsync(HttpMethod.Get, "/session")).Json.GetProperty("tenant").GetString().Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_answers_nobody_but_the_web_process(bool hasCertificate)
    {
        var pem = SelfSigned.Create("Mailroom web", TimeSpan.FromDays(1));
        using var stranger = X509Certificate2.CreateFromPem(pem, pem);
        using var identity = ChannelIdentity.Read(SiteFolders.WebOf(site.Data));
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => identity.IsPeer(shown) } };
        if (hasCertificate) handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(stranger, null, offline: true);
        using var client = new HttpClient(handler) { BaseAddress = site.Custodian.Address };

        foreach (var path in (string[])["health", "vault", $"tokens/{TenantId.New()}", ""])
        {
            var ask = async () => await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            await ask.Should().ThrowAsync<HttpRequestException>();
        }
    }

    [Fact]
    public async Task The_web_process_asks_nobody_but_the_custodian()
    {
        // The site's page has another certificate than the custodian.
        using var misled = new CustodianClient(site.Web.Address, ChannelIdentity.Read(SiteFolders.WebOf(site.Data)));

        var sign = async () => await misled.SignAsync(TenantId.New(), Stop);
        var connect = async () => await misled.ConnectVaultAsync(Stop);

        (await sign.Should().ThrowAsync<StoreUnavailableException>()).WithInnerException<HttpRequestException>();
        await connect.Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task It_signs_for_what_has_the_shape_of_a_tenants_id_alone()
    {
        using var identity = ChannelIdentity.Read(SiteFolders.WebOf(site.Data));
        using var handler = new SocketsHttpHandler { SslOptions = { ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, null, offline: true), RemoteCertificateValidationCallback = (_, shown, _, _) => identity.IsPeer(shown) } };
        using var client = new HttpClient(handler) { BaseAddress = site.Custodian.Address };

        foreach (var name in (string[])["admin", "_admin", site.CouchDb.UserName, "mailroom-web", "%00", $"{TenantId.New()}x", "a%2Fb"])
        {
            using var refused = await client.PostAsync(new Uri($"tokens/{name}", UriKind.Relative), null, Stop);
            refused.StatusCode.Should().BeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.NotFound], "of {0}", name);
        }

        using var signed = await client.PostAsync(new Uri($"tokens/{TenantId.New()}", UriKind.Relative), null, Stop);
        signed.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_command_starts_both_and_a_killed_one_leaves_no_web_process_behind()
    {
        await using var both = await SampleProcess.StartAsync(site.AdministratorsEnvironment, "--data", site.Data, "--url", "https://localhost:0", "--custodian", "https://localhost:0");
        var web = ProcessView.Children(both.Id).Should().ContainSingle().Which;
        using var ada = site.CreateUser(both);
        await ada.SignUpAsync();
        await ada.WaitForAsync($"/db/{ada.Tenant}");

        ProcessView.Given(web).Should().Contain(WebCommand.Attached).And.NotContain(site.CouchDb.Password).And.NotContain(SiteOptions.CouchDbVariable);
        ProcessView.Given(both.Id).Should().Contain(site.CouchDb.Password);
        await both.KillAsync();

        for (var i = 0; i < 600 && ProcessView.IsRunning(web); i++) await Task.Delay(50, Stop);
        ProcessView.IsRunning(web).Should().BeFalse();
    }

    private static async Task IsAwayAsync(SiteUser user, HttpMethod method, string path)
    {
        var (status, json) = await user.SendOnceAsync(method, path);
        status.Should().Be(HttpStatusCode.ServiceUnavailable, "of {0}", path);
        json.ValueKind.Should().Be(System.Text.Json.JsonValueKind.Object);
    }
}
