using System.Net;
using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Callers;

namespace Raindrop.Gateway.Tests.Hosting;

/// <summary>What goes over the network in the clear is refused, and a browser that came by https is told to stay there.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData("http", "192.0.2.7", false, true)]
    [InlineData("http", "2001:db8::7", false, true)]
    [InlineData("http", "::ffff:192.0.2.7", false, true)]
    [InlineData("http", "192.0.2.7", true, false)]
    [InlineData("http", "127.0.0.1", false, false)]
    [InlineData("http", "::1", false, false)]
    [InlineData("https", "192.0.2.7", false, false)]
    public void Plain_http_from_another_machine_is_refused_unless_it_is_allowed(string scheme, string address, bool isAllowed, bool isRefused)
    {
        var context = Request(scheme);
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        PlainHttp.Refuses(context, new GatewayOptions { AllowsHttp = isAllowed }).Should().Be(isRefused);
    }

    [Fact]
    public void Over_https_the_browser_is_told_to_stay_there_for_a_year()
    {
        var (secure, plain) = (Request("https"), Request("http"));
        SecurityHeaders.Apply(secure);
        SecurityHeaders.Apply(plain);
        secure.Response.Headers.StrictTransportSecurity.ToString().Should().Be("max-age=31536000");
        plain.Response.Headers.StrictTransportSecurity.Should().BeEmpty("a browser ignores it there (RFC 6797, section 8.1)");
        secure.Response.Headers["Referrer-Policy"].ToString().Should().Be("no-referrer");
        secure.Response.Headers["Cross-Origin-Resource-Policy"].ToString().Should().Be("same-origin");
    }

    private static DefaultHttpContext Request(string scheme)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        return context;
    }
}
