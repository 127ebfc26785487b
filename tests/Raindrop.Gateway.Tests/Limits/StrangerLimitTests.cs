using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Gateway.Limits;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Limits;

/// <summary>Strangers are looked at only so often, and do not lock out who is signed in behind the same address.</summary>
public sealed class StrangerLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_strangers_are_refused_without_a_look_at_their_cookies_and_who_is_signed_in_goes_on()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, tenant) = await couch.StartGatewayAsync(limits: limits => (limits.StrangersPerSecond, limits.StrangerBurst) = (1, 5));
        await using var closing = host;
        couch.Answer("{}");
        (await client.GetAsync(new Uri("doc", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.OK);

        using var stranger = host.CreateClient();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/db/{tenant}/doc");
            request.Headers.Add("Cookie", $"session=forged{i}");
            using var response = await stranger.SendAsync(request, Stop);
            statuses.Add(response.StatusCode);
        }

        statuses.Take(5).Should().OnlyContain(status => status == HttpStatusCode.Unauthorized);
        statuses.Should().Contain(HttpStatusCode.TooManyRequests);
        using var signedIn = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        signedIn.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_signed_in_and_no_tenants_is_a_stranger()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, tenant) = await couch.StartGatewayAsync(limits: limits => (limits.StrangersPerSecond, limits.StrangerBurst) = (1, 5));
        await using var closing = host;
        couch.Answer("{}");
        (await client.GetAsync(new Uri("doc", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.OK);
        using var nobody = host.CreateClient();
        nobody.DefaultRequestHeaders.Add("Cookie", await host.SignInAsync("nobody"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var response = await nobody.GetAsync(new Uri($"/db/{tenant}/doc", UriKind.Relative), Stop);
            statuses.Add(response.StatusCode);
        }

        statuses[0].Should().Be(HttpStatusCode.Forbidden);
        statuses.Should().Contain(HttpStatusCode.TooManyRequests);
        (await client.GetAsync(new Uri("doc", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public void So_many_strangers_of_a_network_are_looked_at_at_once_and_then_one_each_interval()
    {
        var time = new FakeTimeProvider();
        var limits = new StrangerLimits(Options.Create(new GatewayLimitOptions { StrangersPerSecond = 2, StrangerBurst = 3 }), time);

        Enumerable.Range(0, 10).Count(_ => LookIn()).Should().Be(3);
        time.Advance(TimeSpan.FromMilliseconds(400));
        LookIn().Should().BeFalse("a part of a place is none");
        time.Advance(TimeSpan.FromMilliseconds(100));
        Enumerable.Range(0, 10).Count(_ => LookIn()).Should().Be(1);
        Enumerable.Range(0, 10).Count(_ => LookIn("192.0.2.2")).Should().Be(3, "that is another network");

        bool LookIn(string address = "192.0.2.1")
        {
            var context = new DefaultHttpContext();
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            var look = limits.Look(context, out var wait);
            (wait > TimeSpan.Zero).Should().Be(look == StrangerLook.Refused);
            if (look != StrangerLook.Refused) limits.Note(context, look, isTenant: false);
            return look != StrangerLook.Refused;
        }
    }

    [Fact]
    public void Finding_a_tenant_costs_its_network_nothing()
    {
        var limits = new StrangerLimits(Options.Create(new GatewayLimitOptions { StrangersPerSecond = 1, StrangerBurst = 2 }), new FakeTimeProvider());

        for (var i = 0; i < 100; i++)
        {
            var context = new DefaultHttpContext();
            context.Request.Headers.Cookie = $"session={i}";
            var look = limits.Look(context, out _);
            look.Should().Be(StrangerLook.Counted, "nobody knows it yet");
            limits.Note(context, look, isTenant: true);
            limits.Look(context, out _).Should().Be(StrangerLook.Free);
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_network_is_an_IPv4_address_or_64_bits_of_an_IPv6_address(string one, string another, bool isSame) =>
        (Networks.Find(IPAddress.Parse(one)) == Networks.Find(IPAddress.Parse(another))).Should().Be(isSame);

    [Fact]
    public void However_many_addresses_there_are_the_networks_stay_as_many()
    {
        var found = Enumerable.Range(0, 300_000).Select(i => Networks.Find(new IPAddress([0x20, 1, 0xd, 0xb8, (byte)(i >> 16), (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 0, 1]))).ToHashSet();
        found.Should().OnlyContain(network => network >= 0 && network < Networks.Count);
        found.Count.Should().BeGreaterThan(Networks.Count * 9 / 10, "they are spread evenly");
    }
}
