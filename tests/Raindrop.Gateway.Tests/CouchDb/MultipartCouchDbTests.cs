using System.Net;
using System.Text;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.CouchDb;

/// <summary>What the gateway asks of a document that comes in parts is what CouchDB needs to answer it.</summary>
public sealed class MultipartCouchDbTests
{
    /// <summary>CouchDB answers the others within milliseconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("""{"_attachments":{"x":{"follows":true,"content_type":"text/plain","length":5}}}""", true)]
    [InlineData("""{"_attachments":{"x":{"content_type":"text/plain","data":"eA=="},"y":{"follows":true,"content_type":"text/plain","length":5}}}""", true)]
    [InlineData("""{"_attachments":{"x":{"content_type":"text/plain","data":"eA=="}}}""", false)]
    [InlineData("{}", false)]
    public async Task A_document_is_refused_where_CouchDB_would_never_answer(string document, bool isTaken)
    {
        await using var tenant = await RealTenant.CreateAsync("couchdb");
        var body = Encoding.ASCII.GetBytes($"--b\r\nContent-Type: application/json\r\n\r\n{document}\r\n--b\r\n\r\n12345\r\n--b--");
        using var checker = new MultipartChecker("b", onlyFirstIsJson: true);
        var fault = checker.Check(body);
        fault.Should().Be(isTaken ? BodyViolation.None : BodyViolation.NoAttachment);

        var answer = tenant.SendAsync("PUT", "/doc", RealTenant.Bytes(body, "multipart/related; boundary=b"));

        if (isTaken)
        {
            using var response = await answer;
            response.StatusCode.Should().Be(HttpStatusCode.Created);
        }
        else
        {
            (await Task.WhenAny(answer, Task.Delay(Silence, TestContext.Current.CancellationToken))).Should().NotBeSameAs(answer, "it waits for an attachment");
            tenant.Client.CancelPendingRequests();
            await FluentActions.Awaiting(() => answer).Should().ThrowAsync<OperationCanceledException>();
        }
    }
}
