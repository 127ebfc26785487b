using System.Net;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Hosting;

/// <summary>Logs hold no address, also where the host logs all that it can.</summary>
public sealed class LogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_id_of_a_document_is_logged_by_anybody_even_where_everything_is_logged()
    {
        await using var couch = new ScriptedCouch();
        await using var host = await GatewayHost.StartAsync(couch.Server.Address, couch, configureTokens: _ => { }, frameworkLogs: LogLevel.Trace);
        var (client, _) = await ScriptedCouch.SignInAsync(host, "user");
        using var disposing = client;
        couch.Answer("{}");

        (await client.GetAsync(new Uri("a-secret-id", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("_nothing/a-secret-id", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.PutAsync(new Uri("a-secret-id", UriKind.Relative), null, Stop)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        host.Log.All.Should().Contain(line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)).And.NotContain(line => line.Contains("a-secret-id", StringComparison.Ordinal) || line.Contains("realname", StringComparison.Ordinal));
    }
}
