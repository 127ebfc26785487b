using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>Who is let through, and what the others are told.</summary>
public sealed class AccessTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_signed_in_is_401_in_JSON_without_a_challenge()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var client = gateway.Host.CreateClient();
        using var response = await client.GetAsync(tenant.Address("/doc"), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Should().BeEmpty();
        (await response.Content.ReadAsStringAsync(Stop)).Should().Be("{\"error\":\"unauthorized\",\"reason\":\"Sign in first.\"}\n");
    }

    [Fact]
    public async Task Anothers_database_and_one_that_is_not_there_are_answered_alike()
    {
        await using var mine = await gateway.CreateTenantAsync();
        await using var theirs = await gateway.CreateTenantAsync();
        await theirs.SendAsync("PUT", "/doc", "{}");
        using var foreign = await mine.Client.GetAsync(theirs.Address("/doc"), Stop);
        using var missing = await mine.Client.GetAsync(new Uri(gateway.Host.Address, $"/db/{TenantId.New()}/doc"), Stop);
        foreign.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        missing.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await foreign.Content.ReadAsStringAsync(Stop)).Should().Be(await missing.Content.ReadAsStringAsync(Stop));
        foreign.Headers.Where(header => header.Key != "Date").Should().BeEquivalentTo(missing.Headers.Where(header => header.Key != "Date"));
    }

    [Fact]
    public async Task A_fault_of_the_host_that_routes_to_anothers_database_is_stopped_by_CouchDB()
    {
        await using var mine = await gateway.CreateTenantAsync();
        await using var theirs = await gateway.CreateTenantAsync();
        await theirs.SendAsync("PUT", "/doc", """{"secret":1}""");
        mine.Misroute(theirs.Database);
        var (status, text) = await mine.SendAsync("GET", "/doc");
        status.Should().Be(HttpStatusCode.Forbidden);
        text.Should().NotContain("secret");
    }

    [Fact]
    public async Task A_suspended_tenant_is_refused_and_one_who_is_no_tenant_is_not_sent_to_sign_in()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        tenant.SetState(TenantState.Suspended);
        (await tenant.SendAsync("GET", "/doc")).Status.Should().Be(HttpStatusCode.Forbidden);
        using var stranger = gateway.Host.CreateClient();
        stranger.DefaultRequestHeaders.Add("Cookie", await gateway.Host.SignInAsync("nobody"));
        using var response = await stranger.GetAsync(tenant.Address("/doc"), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Where_nobody_can_say_whose_it_is_the_answer_is_503_and_not_401()
    {
        await using var host = await GatewayHost.StartAsync(gateway.Upstream);
        await using var tenant = await GatewayTenant.CreateAsync(host, gateway.Server);
        host.Routes.Failure = new IOException("down");
        (await tenant.SendAsync("GET", "/doc")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        host.Routes.Failure = null;
        (await tenant.SendAsync("GET", "/doc")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("PUT", "https://evil.example", null, false, HttpStatusCode.Forbidden)]
    [InlineData("GET", "https://evil.example", null, false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "null", null, true, HttpStatusCode.Forbidden)]
    [InlineData("GET", null, "cross-site", false, HttpStatusCode.Forbidden)]
    [InlineData("GET", null, "same-site", false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", null, "none", false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", null, null, false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", null, null, true, HttpStatusCode.Created)]
    [InlineData("PUT", null, "same-origin", false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "self", null, false, HttpStatusCode.Forbidden)]
    [InlineData("PUT", null, "same-origin", true, HttpStatusCode.Created)]
    [InlineData("PUT", "self", null, true, HttpStatusCode.Created)]
    [InlineData("GET", null, "same-origin", false, HttpStatusCode.NotFound)]
    [InlineData("GET", null, "none", false, HttpStatusCode.NotFound)]
    public async Task Another_sites_page_cannot_use_the_cookie(string method, string? origin, string? site, bool hasHeader, HttpStatusCode expected)
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), tenant.Address("/doc"));
        if (method == "PUT") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        if (origin is not null) request.Headers.Add("Origin", origin == "self" ? gateway.Host.Address.GetLeftPart(UriPartial.Authority) : origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (!hasHeader) tenant.Client.DefaultRequestHeaders.Remove("X-Raindrop-Client");
        using var response = await tenant.Client.SendAsync(request, Stop);
        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task The_root_and_refusals_carry_the_security_headers_and_JSON()
    {
        using var client = gateway.Host.CreateClient();
        foreach (var (path, status, text) in new[] { ("/db/", HttpStatusCode.OK, "Welcome"), ("/db/_all_dbs", HttpStatusCode.Unauthorized, "unauthorized"), ("/db/a//b", HttpStatusCode.BadRequest, "empty segment") })
        {
            using var response = await client.GetAsync(new Uri(gateway.Host.Address, path), Stop);
            response.StatusCode.Should().Be(status);
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            (await response.Content.ReadAsStringAsync(Stop)).Should().Contain(text);
        }
    }
}
