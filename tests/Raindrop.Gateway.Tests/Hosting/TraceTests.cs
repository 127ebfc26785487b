using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Hosting;

/// <summary>Whoever traces a host sees what each request did and what became of it, and nothing of whom it was for.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Each_request_is_an_activity_that_says_what_it_did_and_what_became_of_it()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, tenant) = await couch.StartGatewayAsync();
        await using var closing = host;
        using var disposing = client;
        couch.Server.Then(ScriptedAnswer.Json(200, "{}"));
        couch.Server.Then(ScriptedAnswer.Json(500, "{}"));

        (await TraceAsync(client, "GET", "doc-of-somebody")).Should().Be("DocumentRead forwarded");
        (await TraceAsync(client, "GET", "doc-of-somebody")).Should().Be("DocumentRead unavailable");
        (await TraceAsync(client, "PUT", "doc-of-somebody", """{"a":1,"a":2}""")).Should().Be("DocumentWrite DuplicateName");
        (await TraceAsync(client, "PUT", "doc-of-somebody")).Should().Be("DocumentWrite MissingBody");
        (await TraceAsync(client, "GET", "_nothing")).Should().Be("None UnknownEndpoint");
        (await TraceAsync(client, "GET", "_security")).Should().Be("SecurityRead denied");
        (await TraceAsync(client, "GET", "/db")).Should().Be("Root answered");
        host.Routes.Failure = new IOException("down");
        (await TraceAsync(client, "GET", "doc-of-somebody")).Should().Be("DocumentRead unavailable");

        var told = string.Join('\n', _ended.Where(activity => activity.Source.Name.StartsWith("Raindrop", StringComparison.Ordinal)).SelectMany(activity => activity.TagObjects).Select(tag => tag.Value));
        told.Should().NotContain("realname").And.NotContain("doc-of-somebody").And.NotContain(tenant.Value);
        _ended.Where(activity => activity.Source.Name == "System.Net.Http").SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Value}").Should().NotContain(text => text.Contains("realname"));
    }

    /// <summary>Sends a request, and reads the activity of the gateway in the same trace.</summary>
    private async Task<string> TraceAsync(HttpClient client, string method, string path, string? json = null)
    {
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Stop);
        response.StatusCode.Should().NotBe(HttpStatusCode.InternalServerError);
        for (var i = 0; i < 100 && Find() is null; i++) await Task.Delay(20, Stop);
        return Find() is { } found ? $"{found.GetTagItem("raindrop.operation")} {found.GetTagItem("raindrop.outcome")}" : "no activity";

        Activity? Find() => _ended.FirstOrDefault(activity => activity.TraceId == trace && activity.OperationName == "gateway.request");
    }
}
