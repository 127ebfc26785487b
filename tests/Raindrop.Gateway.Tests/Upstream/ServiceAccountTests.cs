using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Upstream;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Upstream;

/// <summary>One account for all tenants: it works, it is warned about, and neither an administrator nor a wrong password serves.</summary>
public sealed class ServiceAccountTests
{
    private const string Password = "a long password";

    // The tests share a server.
    private readonly string _account = $"gateway-{Guid.NewGuid():n}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_are_served_by_one_account_and_the_host_warns_that_there_is_no_second_lock()
    {
        var server = await PrepareAsync();
        await using var host = await StartGatewayAsync(server, _account, Password);
        await using var one = await GatewayTenant.CreateAsync(host, server);
        await using var other = await GatewayTenant.CreateAsync(host, server);
        await LetInAsync(server, one.Database);
        await LetInAsync(server, other.Database);

        (await one.SendAsync("PUT", "/note", """{"text":"mine"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await one.SendAsync("GET", "/note")).Text.Should().Contain("mine");
        (await other.SendAsync("GET", "/note")).Status.Should().Be(HttpStatusCode.NotFound);
        (await one.SendAsync("PUT", "/_design/x", "{}")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await one.SendAsync("POST", "/_bulk_docs", """{"docs":[{"_id":"y"},{"_id":"_design/x"}]}""")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await one.SendAsync("GET", "/y")).Status.Should().Be(HttpStatusCode.NotFound, "nothing of it is written");
        host.Log.All.Should().ContainSingle(line => line.Contains("no second lock", StringComparison.Ordinal));
        host.Log.All.Should().NotContain(line => line.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_does_not_list_the_account_is_answered_as_unavailable()
    {
        var server = await PrepareAsync();
        await using var host = await StartGatewayAsync(server, _account, Password);
        await using var tenant = await GatewayTenant.CreateAsync(host, server);

        (await tenant.SendAsync("GET", "/note")).Status.Should().BeOneOf(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_wrong_password_and_an_administrator_stop_the_start()
    {
        var server = await PrepareAsync();
        var wrong = async () => await StartGatewayAsync(server, _account, "another");
        (await wrong.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Equal(UpstreamFlaw.RefusesAccount);

        var credentials = server.Endpoint.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var administrator = async () => await StartGatewayAsync(server, credentials[0], credentials[1]);
        (await administrator.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Equal(UpstreamFlaw.AccountIsAdministrator);
    }

    private static Task<GatewayHost> StartGatewayAsync(TestServer server, string name, string password) => GatewayHost.StartAsync(
        server.Address,
        configure: options => options.ServiceAccount = new UpstreamServiceAccount { Name = name, Password = password },
        configureTokens: _ => { });

    private async Task<TestServer> PrepareAsync()
    {
        var server = await GatewayCouchDb.GetAsync();
        await PutAsync(server, "_users", null);
        await PutAsync(server, $"_users/org.couchdb.user:{_account}", $$"""{"name":"{{_account}}","password":"{{Password}}","roles":[],"type":"user"}""");
        return server;
    }

    private Task LetInAsync(TestServer server, string database) =>
        PutAsync(server, $"{database}/_security", $$"""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["{{_account}}"],"roles":[]} }""");

    private static async Task PutAsync(TestServer server, string path, string? json)
    {
        using var administrator = server.CreateClient();
        for (var tries = 1; ; tries++)
        {
            using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await administrator.PutAsync(new Uri(path, UriKind.Relative), content, Stop);

            // A server that has just started makes _users itself, and answers faults while it does.
            if (response.StatusCode >= HttpStatusCode.InternalServerError && tries < 200) await Task.Delay(50, Stop);
            else if (response.StatusCode == HttpStatusCode.PreconditionFailed || response.EnsureSuccessStatusCode().IsSuccessStatusCode) return;
        }
    }
}
