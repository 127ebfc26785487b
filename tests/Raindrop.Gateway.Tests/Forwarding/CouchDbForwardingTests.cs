using System.Net;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>What only Apache CouchDB does, configured as the documentation says.</summary>
public sealed class CouchDbForwardingTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_goes_where_the_grammar_read_it()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        await tenant.SendAsync("PUT", "/from", """{"n":1}""");
        using var request = new HttpRequestMessage(new HttpMethod("COPY"), tenant.Address("/from"));
        request.Headers.TryAddWithoutValidation("Destination", "to%2Fhere");
        using var response = await tenant.Client.SendAsync(request, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await tenant.ReadDirectlyAsync("/to%2Fhere")).Text.Should().Contain("\"n\":1");
    }

    [Fact]
    public async Task A_document_written_by_a_tenant_is_not_a_design_document()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        (await tenant.SendAsync("PUT", "/_design/x", "{}")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await tenant.SendAsync("POST", "/_bulk_docs", """{"docs":[{"_id":"_design/x"},{"_id":"y"}]}""")).Text.Should().Contain("forbidden");
        (await tenant.SendAsync("POST", "", """{"_id":"_design/x"}""")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await tenant.ReadDirectlyAsync("/_all_docs")).Text.Should().Contain("\"id\":\"y\"").And.NotContain("_design");
    }

    [Fact]
    public async Task A_part_of_an_attachment_is_answered_as_a_part()
    {
        await using var tenant = await gateway.CreateTenantAsync();
        using var content = new ByteArrayContent([0, 1, 2, 3, 4, 5, 6, 7]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        (await tenant.Client.PutAsync(tenant.Address("/doc/bytes"), content, Stop)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, tenant.Address("/doc/bytes"));
        request.Headers.Range = new(2, 4);
        using var response = await tenant.Client.SendAsync(request, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsByteArrayAsync(Stop)).Should().Equal(2, 3, 4);
    }
}
