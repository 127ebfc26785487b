using System.Net;
using System.Net.Http.Headers;
using Raindrop.Gateway.Tests.Hostile;
using Raindrop.Gateway.Tests.Running;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Forwarding;

/// <summary>
/// What passing through the gateway allocates: the same requests are sent through it and past it, and what the process allocates is compared, so that the client and the server of the
/// tests do not count. Other tests must not run meanwhile.
/// </summary>
[Collection(nameof(Floods))]
public sealed class AllocationTests
{
    /// <summary>Twice what was measured, 13.5 KB: Kestrel, cookie authentication, the gateway, YARP and the client to CouchDB together.</summary>
    private const int MostBytesOfARead = 27 * 1024;

    private const int LargeLength = 32 * 1024 * 1024;

    /// <summary>A small part of what passes. Buffers are pooled, and each piece that is waited for costs some bytes.</summary>
    private const int MostBytesOfALargeBody = LargeLength / 8;

    private static readonly byte[] Piece = new byte[16 * 1024];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_that_passes_allocates_little()
    {
        const int Requests = 1000;
        await using var couch = new ScriptedCouch();
        var (host, client, _) = await couch.StartGatewayAsync(limits: limits => limits.RequestsPerSecond = null);
        await using var closing = host;
        using var disposing = client;
        using var past = new HttpClient { BaseAddress = new Uri(couch.Server.Address, "realname/") };
        couch.Answer("{}");

        var cost = await CostAsync(ReadAllAsync, client, past);

        (cost / Requests).Should().BeInRange(1, MostBytesOfARead, "bytes are allocated for a read");

        static async Task ReadAllAsync(HttpClient client)
        {
            for (var i = 0; i < Requests; i++)
            {
                using var response = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
                response.StatusCode.Should().Be(HttpStatusCode.OK);
            }
        }
    }

    [Fact]
    public async Task A_feed_passes_in_memory_that_does_not_grow_with_it()
    {
        await using var couch = new ScriptedCouch();
        var (host, client, past) = await StartAsync(couch, () => ScriptedAnswer.Chunks(Enumerable.Repeat(Piece, LargeLength / Piece.Length)));
        await using var closing = host;

        (await CostAsync(client => ReadAsync(client, "_changes?feed=continuous"), client, past)).Should().BeLessThan(MostBytesOfALargeBody);
    }

    [Fact]
    public async Task A_large_attachment_is_read_in_memory_that_does_not_grow_with_it()
    {
        await using var couch = new ScriptedCouch();
        var body = new byte[LargeLength];
        var (host, client, past) = await StartAsync(couch, () => ScriptedAnswer.Whole(200, "application/octet-stream", body));
        await using var closing = host;

        (await CostAsync(client => ReadAsync(client, "doc/large"), client, past)).Should().BeLessThan(MostBytesOfALargeBody);
    }

    [Fact]
    public async Task A_large_attachment_is_written_in_memory_that_does_not_grow_with_it()
    {
        await using var couch = new ScriptedCouch();
        var body = new byte[LargeLength];
        var (host, client, past) = await StartAsync(couch, () => ScriptedAnswer.Json(201, "{}"));
        await using var closing = host;

        var cost = await CostAsync(WriteAsync, client, past);

        cost.Should().BeLessThan(MostBytesOfALargeBody);

        async Task WriteAsync(HttpClient client)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var response = await client.PutAsync(new Uri("doc/large", UriKind.Relative), content, Stop);
            response.StatusCode.Should().Be(HttpStatusCode.Created);
        }
    }

    private static async Task<(GatewayHost Host, HttpClient Client, HttpClient Past)> StartAsync(ScriptedCouch couch, Func<ScriptedAnswer> answer)
    {
        var checks = couch.Server.Responder!;
        couch.Server.Responder = request => request.Target.StartsWith("/realname", StringComparison.Ordinal) ? answer() : checks(request);
        var (host, client, _) = await couch.StartGatewayAsync(limits: limits => limits.BytesPerSecond = null);
        return (host, client, new HttpClient { BaseAddress = new Uri(couch.Server.Address, "realname/") });
    }

    private static async Task ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var body = await response.Content.ReadAsStreamAsync(Stop);
        var (buffer, length) = (new byte[64 * 1024], 0);
        while (await body.ReadAsync(buffer, Stop) is > 0 and var count) length += count;
        length.Should().Be(LargeLength);
    }

    /// <summary>What work allocates more through the gateway than past it, once both are warm.</summary>
    private static async Task<long> CostAsync(Func<HttpClient, Task> work, HttpClient client, HttpClient past)
    {
        await work(client);
        await work(past);
        var cost = await AllocatedAsync(() => work(client)) - await AllocatedAsync(() => work(past));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cost:N0} bytes more through the gateway than past it");
        return cost;
    }

    private static async Task<long> AllocatedAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
