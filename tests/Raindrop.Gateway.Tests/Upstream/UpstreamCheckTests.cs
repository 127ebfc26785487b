using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;
using Raindrop.TestServers;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Upstream;

/// <summary>The gateway does not serve before a CouchDB that does not enforce what it relies on, and changes keys without a gap.</summary>
public sealed class UpstreamCheckTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_too_lenient_stops_the_start_and_the_error_names_the_setting()
    {
        await using var server = await GatewayCouchDb.StartAsync("{chttpd_auth, proxy_authentication_handler}, ", "exp");
        var start = async () => await GatewayHost.StartAsync(server.Address);
        var error = (await start.Should().ThrowAsync<UpstreamCheckException>()).Which;
        error.Flaws.Should().Equal(UpstreamFlaw.TrustsProxyHeaders, UpstreamFlaw.TakesForeignIssuers);
        error.Message.Should().Contain("required_claims").And.Contain("authentication_handlers");

        await ConfigureAsync(server, "jwt_auth/required_claims", $$"""{iss, "{{GatewayCouchDb.Issuer}}"}""");
        (await start.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws
            .Should().Equal(UpstreamFlaw.TrustsProxyHeaders, UpstreamFlaw.TakesExpiredTokens, UpstreamFlaw.TakesEndlessTokens);

        await ConfigureAsync(server, "chttpd/require_valid_user", "false");
        await ConfigureAsync(server, "chttpd/admin_only_all_dbs", "false");
        (await start.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Contain(UpstreamFlaw.OpenToAnyone);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_key_stops_the_start()
    {
        var server = await GatewayCouchDb.GetAsync();
        var start = async () => await GatewayHost.StartAsync(server.Address, configureTokens: options =>
        {
            options.Issuer = GatewayCouchDb.Issuer;
            options.Keys.Add(GatewayCouchDb.CreateKey("unknown"));
        });
        (await start.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Equal(UpstreamFlaw.RefusesTokens);
    }

    [Fact]
    public async Task A_new_key_signs_once_the_server_takes_it_and_the_old_one_until_then()
    {
        await using var server = await GatewayCouchDb.StartAsync();
        var next = GatewayCouchDb.CreateKey("key-2");
        await using var host = await GatewayHost.StartAsync(server.Address, configureTokens: options =>
        {
            options.Issuer = GatewayCouchDb.Issuer;
            options.Keys.Add(next);
            options.Keys.Add(GatewayCouchDb.Key);
        });
        await using var tenant = await GatewayTenant.CreateAsync(host, server);
        var signer = (LocalTokenSigner)host.Services.GetRequiredService<IUpstreamTokenSigner>();
        signer.ActiveKeyId.Should().Be("key-1", string.Join('\n', host.Log.All));
        (await tenant.SendAsync("GET", "")).Status.Should().Be(HttpStatusCode.OK);

        using var administrator = server.CreateClient();
        await ConfigureAsync(server, "jwt_keys/ec:key-2", GatewayCouchDb.PublicKey(next));
        (await host.Services.GetRequiredService<UpstreamCheck>().RunAsync(Stop)).Should().BeEmpty();
        signer.ActiveKeyId.Should().Be("key-2");
        using var removed = await administrator.DeleteAsync(new Uri("_node/_local/_config/jwt_keys/ec:key-1", UriKind.Relative), Stop);
        removed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await tenant.SendAsync("GET", "")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Before_a_server_that_does_not_answer_the_host_starts_and_answers_503_until_it_does()
    {
        await using var server = await GatewayCouchDb.StartAsync();
        await server.StopAsync();
        await using var host = await GatewayHost.StartAsync(server.Address);
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", await host.SignInAsync("user"));
        var route = new TenantRoute(TenantId.New(), "db", TenantState.Active);
        host.Routes.Set(GatewayHost.Subject("user"), route);
        using var refused = await client.GetAsync(new Uri($"/db/{route.Tenant}", UriKind.Relative), Stop);
        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.Should().NotBeNull();
        using var unhealthy = await client.GetAsync(new Uri("/health", UriKind.Relative), Stop);
        unhealthy.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        await server.StartAsync(Stop);
        await GatewayCouchDb.WaitUntilItSignsInAsync(server);
        await using var tenant = await GatewayTenant.CreateAsync(host, server);
        for (var i = 0; i < 100 && !host.Services.GetRequiredService<UpstreamGate>().IsOpen; i++) await Task.Delay(100, Stop);
        (await tenant.SendAsync("GET", "")).Status.Should().Be(HttpStatusCode.OK);
        using var healthy = await client.GetAsync(new Uri("/health", UriKind.Relative), Stop);
        healthy.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_still_starts_is_waited_for()
    {
        const int Faults = 5;
        await using var couch = new ScriptedCouch();
        var answer = couch.Server.Responder;
        var asked = 0;
        couch.Server.Responder = request => request.Headers.ContainsKey("Authorization") && Interlocked.Increment(ref asked) <= Faults ? ScriptedAnswer.Json(500, """{"error":"unknown_error","reason":"badarg"}""") : answer!(request);
        await using var host = await GatewayHost.StartAsync(couch.Server.Address, couch, configureTokens: _ => { });
        asked.Should().BeGreaterThan(Faults);
        host.Services.GetRequiredService<UpstreamGate>().IsOpen.Should().BeTrue(string.Join('\n', host.Log.All));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(20, false)]
    [InlineData(-20, false)]
    [InlineData(40, true)]
    [InlineData(-40, true)]
    public async Task A_server_whose_clock_differs_by_more_than_tokens_outlast_stops_the_start(int seconds, bool isRefused)
    {
        // The signer's tokens live a minute: half of it, less two seconds, is left when one leaves late.
        await using var couch = new ScriptedCouch();
        var answer = couch.Server.Responder;
        couch.Server.Responder = request => request.Target == "/_session" && !request.Headers.ContainsKey("Authorization")
            ? ScriptedAnswer.Json(200, """{"ok":true,"userCtx":{"name":null,"roles":[]} }""", $"Date: {DateTimeOffset.UtcNow.AddSeconds(seconds):R}")
            : answer!(request);
        var start = async () => await (await GatewayHost.StartAsync(couch.Server.Address, couch, configureTokens: _ => { })).DisposeAsync();

        if (isRefused) (await start.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Equal(UpstreamFlaw.ClocksDiffer);
        else await start.Should().NotThrowAsync();
    }

    [Fact]
    public async Task A_signer_of_the_host_needs_no_key_here()
    {
        var server = await GatewayCouchDb.GetAsync();
        using var key = SigningKey.Read(GatewayCouchDb.Key);
        await using var host = await GatewayHost.StartAsync(server.Address, new RemoteSigner(key), configureTokens: _ => { });
        host.Services.GetRequiredService<UpstreamGate>().IsOpen.Should().BeTrue(string.Join('\n', host.Log.All));
        await using var tenant = await GatewayTenant.CreateAsync(host, server);
        (await tenant.SendAsync("GET", "")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static async Task ConfigureAsync(TestServer server, string setting, string value)
    {
        using var administrator = server.CreateClient();
        using var json = new StringContent($"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", Encoding.UTF8);
        using var set = await administrator.PutAsync(new Uri($"_node/_local/_config/{setting}", UriKind.Relative), json, Stop);
        set.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private sealed class RemoteSigner(SigningKey key) : IUpstreamTokenSigner
    {
        public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
        {
            var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);
            return ValueTask.FromResult(new UpstreamToken(TokenText.Write(key, GatewayCouchDb.Issuer, tenant.Value, end), end));
        }
    }
}
