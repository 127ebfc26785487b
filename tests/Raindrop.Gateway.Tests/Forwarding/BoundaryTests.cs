using System.Net;
using System.Net.Sockets;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>What crosses the gateway, byte by byte, and what an upstream that misbehaves can do to a client.</summary>
public sealed class BoundaryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_headers_that_are_named_reach_CouchDB()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Json(201, "{}"));
        using var request = new HttpRequestMessage(HttpMethod.Put, "doc") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        foreach (var name in new[]
        {
            "Authorization", "X-Auth-CouchDB-UserName", "X-Auth-CouchDB-Roles", "X-Auth-CouchDB-Token", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Couchdb-Vhost-Path",
            "X-Couchdb-Requested-Path", "Via", "Destination", "Referer", "X-Couch-Full-Commit", "Proxy-Authorization", "X-Original-URL", "X-Anything", "Range",
        })
        {
            request.Headers.TryAddWithoutValidation(name, "1");
        }

        request.Headers.TryAddWithoutValidation("If-Match", "1-a");
        (await client.SendAsync(request, Stop)).StatusCode.Should().Be(HttpStatusCode.Created);
        var forwarded = couch.Forwarded.Should().ContainSingle().Which;
        forwarded.Target.Should().Be("/realname/doc");
        forwarded.Headers.Keys.Should().BeEquivalentTo("Host", "If-Match", "Authorization", "Content-Type", "Content-Length");
        forwarded.Headers["Authorization"].Should().StartWith("Bearer head.");
        forwarded.Headers["Host"].Should().Be(couch.Server.Address.Authority);
        forwarded.Headers["Content-Type"].Should().Be("application/json");
        forwarded.Text.Should().Be("{}");
    }

    [Fact]
    public async Task Only_headers_that_are_named_reach_the_client()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Json(200, "{}", "Set-Cookie: AuthSession=x", "Location: http://10.0.0.1/realname/doc", "Server: CouchDB/3.5.0", "WWW-Authenticate: Basic",
            "Access-Control-Allow-Origin: *", "X-CouchDB-Body-Time: 0", "Cache-Control: public", "ETag: \"1-a\"", "X-Couch-Request-ID: abc"));
        using var response = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Should().BeEquivalentTo(
            "Date", "Server", "ETag", "X-Couch-Request-ID", "Cache-Control", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options", "Content-Type", "Content-Length");
        response.Headers.Server.ToString().Should().Be("Kestrel");
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_CouchDB_says_of_its_own_trouble_stays_here_and_the_client_is_told_to_try_again(int status)
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Json(status, """{"error":"x","reason":"shards/00000000-ffffffff/realname.1"}""", "Location: /realname/"));
        using var response = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (response.ToString() + await response.Content.ReadAsStringAsync(Stop)).Should().Contain("service_unavailable").And.NotContain("realname");
    }

    [Fact]
    public async Task A_database_that_is_missing_is_not_told_as_missing_since_PouchDB_would_create_it()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, tenant) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Json(404, """{"error":"not_found","reason":"Database does not exist."}"""));
        using var response = await client.GetAsync(new Uri($"/db/{tenant}", UriKind.Relative), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_does_not_look_complete()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.CutByReset("""{"rows":["""));
        var read = async () => await client.GetStringAsync(new Uri("_all_docs", UriKind.Relative), Stop);
        await read.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_server_that_closes_or_is_silent_is_503_or_504_in_JSON()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync(options => options.ActivityTimeout = TimeSpan.FromMilliseconds(200));
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Raw("nonsense\r\n\r\n"));
        using var broken = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        broken.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        couch.Server.Then(ScriptedAnswer.Silence);
        using var late = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        late.StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
        late.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await late.Content.ReadAsStringAsync(Stop)).Should().Contain("\"error\":\"timeout\"");
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_request_to_CouchDB()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        couch.Server.Then(new ScriptedAnswer(async (socket, cancellationToken) =>
        {
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\n\r\n"u8.ToArray(), cancellationToken);
            try
            {
                while (await socket.ReceiveAsync(new byte[1], cancellationToken) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // Reset is an end too.
            }

            ended.SetResult();
            return false;
        }));
        (await client.GetAsync(new Uri("_changes?feed=continuous", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop)).Dispose();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        ended.Task.IsCompletedSuccessfully.Should().BeTrue();
    }
}
