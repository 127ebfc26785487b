using Microsoft.Extensions.Options;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Hosting;

/// <summary>A host with wrong options does not start, and is told all of them without a value.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("https://couch.example", false, true)]
    [InlineData("http://127.0.0.1:5984", false, true)]
    [InlineData("http://[::1]:5984", false, true)]
    [InlineData("http://couch.example", true, true)]
    [InlineData("http://couch.example", false, false)]
    [InlineData("https://admin:secret@couch.example", false, false)]
    [InlineData("https://couch.example?x=1", false, false)]
    [InlineData("ftp://couch.example", false, false)]
    public void An_address_of_CouchDB_is_encrypted_or_on_this_machine_and_holds_no_credentials(string address, bool allowsHttp, bool isValid)
    {
        var result = new GatewayOptionsValidator().Validate(null, new GatewayOptions { Upstream = new Uri(address), AllowsHttpUpstream = allowsHttp });
        result.Succeeded.Should().Be(isValid);
        (result.FailureMessage ?? "").Should().NotContain("secret").And.NotContain("couch.example");
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var options = new GatewayOptions { ConnectTimeout = TimeSpan.Zero, ActivityTimeout = TimeSpan.Zero, RevalidationInterval = TimeSpan.Zero, MaxBodySize = 0 };
        options.AllowedOrigins.Add("https://app.example/");
        new GatewayOptionsValidator().Validate(null, options).Failures.Should().HaveCount(6);
        var limits = new GatewayLimitOptions
        {
            RequestsPerSecond = 0,
            RequestBurst = 0,
            ConcurrentRequests = 0,
            Feeds = 0,
            BytesPerSecond = 1,
            ByteBurst = 1,
            BulkReadQueue = -1,
            BulkReadWait = TimeSpan.Zero,
            StrangersPerSecond = 0,
            StrangerBurst = 0,
        };
        new GatewayLimitOptionsValidator().Validate(null, limits).Failures.Should().HaveCount(10);
        new GatewayLimitOptionsValidator().Validate(null, new GatewayLimitOptions { RequestsPerSecond = null, ConcurrentRequests = null, Feeds = null, BytesPerSecond = null, StrangersPerSecond = null }).Succeeded.Should().BeTrue();
        var tokens = new UpstreamTokenOptions { Issuer = "a\nb", Lifetime = TimeSpan.Zero };
        tokens.Keys.Add(new UpstreamSigningKey { Id = "a b", PrivateKey = "no key" });
        tokens.Keys.Add(new UpstreamSigningKey { Id = "a b", PrivateKey = "no key" });
        var failures = new UpstreamTokenOptionsValidator().Validate(null, tokens).Failures;
        failures.Should().HaveCount(5);
        string.Concat(failures).Should().NotContain("no key");
    }

    [Fact]
    public async Task A_host_without_a_key_does_not_start()
    {
        await using var couch = new ScriptedCouch();
        var start = async () => await GatewayHost.StartAsync(couch.Server.Address, configureTokens: options => options.Issuer = GatewayCouchDb.Issuer);
        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("UpstreamTokenOptions.Keys");
        couch.Server.Requests.Should().BeEmpty();
    }
}
