using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>A tenant uses its own database through the gateway.</summary>
public sealed class ForwardingTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_whose_id_has_a_slash_arrives_under_that_id()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        (await tenant.SendAsync("PUT", "/a%2Fb%3F", """{"n":1}""")).Status.Should().Be(HttpStatusCode.Created);
        (await tenant.SendAsync("GET", "/a%2Fb%3F")).Text.Should().Contain("\"_id\":\"a/b?\"");
        (await tenant.ReadDirectlyAsync("/_all_docs")).Text.Should().Contain("\"id\":\"a/b?\"");
    }

    [Fact]
    public async Task What_PouchDB_asks_for_when_it_syncs_is_answered()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        const string Revision = "1-967a00dff5e02add41819138abb3284d";
        (await tenant.SendAsync("GET", "/")).Text.Should().Contain("update_seq");
        (await tenant.SendAsync("GET", "/_local/checkpoint")).Status.Should().Be(HttpStatusCode.NotFound);
        (await tenant.SendAsync("POST", "/_revs_diff", $$"""{"doc":["{{Revision}}"]}""")).Text.Should().Contain("missing");
        (await tenant.SendAsync("POST", "/_bulk_docs", $$"""{"docs":[{"_id":"doc","_rev":"{{Revision}}"}],"new_edits":false}""")).Status.Should().Be(HttpStatusCode.Created);
        (await tenant.SendAsync("POST", "/_ensure_full_commit")).Status.Should().Be(HttpStatusCode.Created);
        (await tenant.SendAsync("PUT", "/_local/checkpoint", """{"last_seq":1}""")).Status.Should().Be(HttpStatusCode.Created);
        (await tenant.SendAsync("POST", "/_bulk_get?revs=true&latest=true", """{"docs":[{"id":"doc"}]}""")).Text.Should().Contain(Revision);
        (await tenant.SendAsync("GET", "/_changes?style=all_docs&since=0&limit=10")).Text.Should().Contain(Revision);
        (await tenant.SendAsync("POST", "/_changes?filter=_doc_ids", """{"doc_ids":["doc"]}""")).Text.Should().Contain(Revision);
        (await tenant.SendAsync("GET", "/doc?open_revs=all&revs=true")).Text.Should().Contain(Revision);
        (await tenant.SendAsync("DELETE", $"/doc?rev={Revision}")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_real_name_of_the_database_is_in_no_answer_and_no_log()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        var answers = new StringBuilder();
        foreach (var (method, rest, body) in new (string, string, string?)[]
        {
            ("GET", "", null), ("POST", "/_explain", """{"selector":{"n":1}}"""), ("PUT", "/doc", "{}"), ("GET", "/_changes?feed=longpoll&timeout=1", null),
            ("GET", "/_all_docs", null), ("GET", "/_index", null), ("GET", "/nothing", null), ("POST", "/_find", """{"selector":{"$wrong":1}}"""), ("POST", "/_bulk_docs", "{}"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), tenant.Address(rest));
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await tenant.Client.SendAsync(request, Stop);
            answers.Append(response).Append(await response.Content.ReadAsStringAsync(Stop));
        }

        answers.ToString().Should().Contain($"\"db_name\":\"{tenant.Id}\"").And.Contain($"\"dbname\":\"{tenant.Id}\"").And.NotContain(tenant.Database).And.NotContain("127.0.0.1");
        string.Join('\n', gateway.Host.Log.All).Should().NotContain(tenant.Database).And.NotContain("/doc");
    }

    [Fact]
    public async Task A_body_that_two_parsers_read_differently_is_refused_and_nothing_of_it_is_stored()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        var (status, text) = await tenant.SendAsync("PUT", "/doc", """{"a":1,"\u0061":2}""");
        status.Should().Be(HttpStatusCode.BadRequest);
        text.Should().Be("{\"error\":\"bad_request\",\"reason\":\"An object in the body gives a name twice.\"}\n");
        (await tenant.ReadDirectlyAsync("/doc")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("image/svg+xml", true)]
    [InlineData("application/pdf", true)]
    [InlineData("image/png", false)]
    [InlineData("text/plain; charset=utf-8", false)]
    public async Task Only_what_runs_nothing_is_shown_in_the_browser(string contentType, bool isDownload)
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var content = new ByteArrayContent("<script>alert(1)</script>"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var written = await tenant.Client.PutAsync(tenant.Address("/doc/a/b.html"), content, Stop);
        written.StatusCode.Should().Be(HttpStatusCode.Created);
        using var read = await tenant.Client.GetAsync(tenant.Address("/doc/a/b.html"), Stop);
        read.Content.Headers.ContentDisposition?.DispositionType.Should().Be(isDownload ? "attachment" : null);
        read.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        string[] policies = ["default-src 'none'; frame-ancestors 'none'; sandbox"];
        read.Headers.GetValues("Content-Security-Policy").Should().Equal(gateway.Server.IsApacheCouchDb ? [.. policies, "sandbox"] : policies);
        read.Headers.CacheControl!.ToString().Should().Be("no-store");
        (await read.Content.ReadAsStringAsync(Stop)).Should().StartWith("<script>");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_nothing_of_it_is_stored()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var announced = new HttpRequestMessage(HttpMethod.Put, tenant.Address("/doc/large")) { Content = new ByteArrayContent(new byte[GatewayFixture.MaxBodySize + 1]) };

        // The answer comes before the body is sent, which a closed connection could otherwise overtake.
        announced.Headers.ExpectContinue = true;
        using var response = await tenant.Client.SendAsync(announced, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync(Stop)).Should().Contain("too_large");

        using var chunked = new HttpRequestMessage(HttpMethod.Put, tenant.Address("/doc/large")) { Content = new ByteArrayContent(new byte[GatewayFixture.MaxBodySize + 1]) };
        chunked.Headers.TransferEncodingChunked = true;
        try
        {
            using var refused = await tenant.Client.SendAsync(chunked, Stop);
            refused.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        }
        catch (HttpRequestException)
        {
            // The connection was closed while the client still sent.
        }

        (await tenant.ReadDirectlyAsync("/doc")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
