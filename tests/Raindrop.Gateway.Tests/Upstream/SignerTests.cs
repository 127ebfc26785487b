using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Documents;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Upstream;

/// <summary>Tokens that another process signs: what that process is, and what a gateway answers while it is away.</summary>
public sealed class SignerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_nothing_can_be_signed_the_answer_is_503_in_JSON_whatever_the_signer_throws_and_then_it_goes_on(bool isTyped)
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var disposeHost = host;
        using var disposeClient = client;
        couch.Answer("{}");
        couch.SignerFault = isTyped ? new StoreUnavailableException("The process with the keys is away.") : new HttpRequestException("secret.internal refused");

        using var refused = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        var body = await refused.Content.ReadAsStringAsync(Stop);
        couch.SignerFault = null;
        using var answered = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.Should().NotBeNull();
        body.Should().StartWith("{\"error\":\"service_unavailable\"");
        answered.StatusCode.Should().Be(HttpStatusCode.OK);
        couch.Forwarded.Should().ContainSingle();
        string.Join('\n', host.Log.All).Should().Contain("was not sent").And.NotContain("secret.internal");
    }

    [Fact]
    public async Task A_process_without_a_gateway_signs_once_CouchDB_was_seen_to_take_its_key_and_only_that()
    {
        var server = await GatewayCouchDb.GetAsync();
        await using var signing = Build(server.Address, GatewayCouchDb.Key);
        var signer = signing.Services.GetRequiredService<IUpstreamTokenSigner>();
        var early = async () => await signer.SignAsync(TenantId.New(), Stop);
        await early.Should().ThrowAsync<StoreUnavailableException>();

        await signing.StartAsync(Stop);

        var tenant = TenantId.New();
        var token = await signer.SignAsync(tenant, Stop);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        (await client.GetStringAsync(new Uri("_session", UriKind.Relative), Stop)).Should().Contain($"\"name\":\"{tenant}\",\"roles\":[]");
        (await signing.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop)).Status.Should().Be(HealthStatus.Healthy);
        await signing.StopAsync(Stop);
    }

    [Fact]
    public async Task A_process_that_signs_does_not_start_before_a_CouchDB_that_takes_tokens_without_end()
    {
        await using var server = await GatewayCouchDb.StartAsync(claims: $$"""{iss, "{{GatewayCouchDb.Issuer}}"}""");
        await using var signing = Build(server.Address, GatewayCouchDb.Key);

        var start = async () => await signing.StartAsync(Stop);

        (await start.Should().ThrowAsync<UpstreamCheckException>()).Which.Flaws.Should().Contain(UpstreamFlaw.TakesEndlessTokens);
    }

    private static WebApplication Build(Uri upstream, UpstreamSigningKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddRaindropTokenSigner(options => options.Upstream = upstream, tokens =>
        {
            tokens.Issuer = GatewayCouchDb.Issuer;
            tokens.Keys.Add(key);
        });
        builder.Services.AddHealthChecks().AddRaindropGateway();
        return builder.Build();
    }
}
