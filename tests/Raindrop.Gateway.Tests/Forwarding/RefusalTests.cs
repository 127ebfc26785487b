using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Grammar;
using Raindrop.Gateway.Tests.Running;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>What the gateway refuses by itself never reaches CouchDB.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_body_that_breaks_a_rule_never_reaches_CouchDB()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        var text = $$"""{"docs":[{"_id":"{{new string('x', 100_000)}}"},{"a":1,"a":2}]}""";
        using var response = await client.PostAsync(new Uri("_bulk_docs", UriKind.Relative), new StringContent(text, Encoding.UTF8, "application/json"), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        couch.Forwarded.Should().BeEmpty("the scripted server counts a request when all of it came");
    }

    [Fact]
    public async Task What_a_member_must_not_do_and_anothers_database_are_403_and_CouchDB_is_asked_nothing()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, tenant) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Answer("{}");
        var refused = GrammarCase.All.Where(one => one.Upstream is null).Select(one => (one.Method, one.Path.Replace(Targets.Tenant, tenant.Value, StringComparison.Ordinal)));
        var foreign = GrammarCase.All.Where(one => !one.Path.Contains('"', StringComparison.Ordinal)).Select(one => (one.Method, one.Path));
        foreach (var (method, path) in refused.Concat(foreign))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Address.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            request.Headers.TryAddWithoutValidation("Destination", "copy");
            using var response = await client.SendAsync(request, Stop);
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, "{0} {1}", method, path);
        }

        couch.Forwarded.Should().BeEmpty();
    }

    [Fact]
    public async Task A_design_document_that_is_posted_is_403_whatever_CouchDB_would_answer()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Answer("{}");
        using var response = await client.PostAsync(client.BaseAddress!.AbsoluteUri.TrimEnd('/'), new StringContent("""{"views":{},"_id":"_design/x"}""", Encoding.UTF8, "application/json"), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        couch.Forwarded.Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_of_protocol_is_refused()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        using var request = new HttpRequestMessage(HttpMethod.Get, "doc");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        using var response = await client.SendAsync(request, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        couch.Forwarded.Should().BeEmpty();
    }
}
