using System.Net;
using System.Net.Http.Headers;
using Raindrop.Documents;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Endpoint;

/// <summary>What a holder may send, and what it is told.</summary>
public sealed class EndpointTests
{
    private const string Id = "rd.release:a";
    private const string Body = """{"docs":[{"_id":"rd.release:a","v":1},{"_id":"_design/rd.old","_deleted":true}]}""";
    private const string Accepted = "{\"ok\":true,\"accepted\":true}\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grant_with_its_documents_is_queued_and_answered_202_each_time()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var gate = new NotingGate();
        await using var host = await GrantHost.StartAsync(world, gate);
        var (token, grant) = Present(world);

        for (var i = 0; i < 3; i++) (await host.SendAsync(token, Body)).Should().Be((HttpStatusCode.Accepted, Accepted));

        gate.Requests.Should().Equal(["put", "put", "put"], "nothing is read, not even the queue");
        var waiting = await world.Queue.ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments).ToListAsync(Stop);
        var queued = QueuedGrantJson.TryRead(waiting.Single().Id.Split(':')[1], waiting[0].Document!.Content, TestGrants.Verifier(), out _)!;
        queued.Should().BeEquivalentTo(new { Grant = grant, Token = token, AcceptedAt = world.Time.GetUtcNow() });
        queued.Contents.Should().ContainSingle(content => content.Key == Id);
        (await world.NewExecutor().RunOnceAsync(Stop)).Settled.Should().Be(1);
        (await host.SendAsync(token, Body)).Should().Be((HttpStatusCode.Accepted, Accepted), "nobody learns whether it was used");
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_grant_the_answer_is_one()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var host = await GrantHost.StartAsync(world);
        var (token, grant) = Present(world);
        string?[] bad =
        [
            null,
            "",
            "rubbish",
            token + "A",
            TestGrants.Seal(grant, GrantKeyPair.Create(TestGrants.Key.Id)),
            TestGrants.Seal(grant with { Audience = "https://other.example" }),
            TestGrants.Seal(grant with { ExpiresAt = world.Time.GetUtcNow() }),
            TestGrants.Seal(grant with { IssuedAt = grant.IssuedAt.AddHours(1), ExpiresAt = grant.ExpiresAt.AddHours(1) }),
            TestGrants.Seal(grant with { Documents = [TestGrants.Write("_design/other", "{}")] }),
        ];
        foreach (var one in bad)
        {
            (await host.SendAsync(one, Body)).Should().Be((HttpStatusCode.Unauthorized, "{\"error\":\"unauthorized\",\"reason\":\"A good grant is needed.\"}\n"));
        }

        (await host.SendAsync(null, Body, request => request.Headers.TryAddWithoutValidation("Authorization", $"Basic {token}"))).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await host.SendAsync(token, Body, request => request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"))).Status.Should().Be(HttpStatusCode.Unauthorized, "it is given twice");
        world.Time.Jump(TimeSpan.FromMinutes(5));
        (await host.SendAsync(token, Body)).Status.Should().Be(HttpStatusCode.Unauthorized);
        world.Time.Jump(TimeSpan.FromMinutes(-15));
        (await host.SendAsync(token, Body)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1}]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":2},{"_id":"_design/rd.old","_deleted":true}]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1},{"_id":"_design/rd.old","_deleted":true},{"_id":"rd.release:b"}]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1},{"_id":"_design/rd.old","_deleted":true}],"new_edits":false}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1,"\u0076":1},{"_id":"_design/rd.old","_deleted":true}]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1e0},{"_id":"_design/rd.old","_deleted":true}]}""")]
    [InlineData("""{"docs":[{"_id":"rd.release:a","v":1},{"_id":"_design/rd.old","_deleted":true}]""")]
    [InlineData("")]
    public async Task A_body_that_is_not_exactly_the_granted_documents_is_one_400(string body)
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var host = await GrantHost.StartAsync(world);

        var (status, text) = await host.SendAsync(Present(world).Token, body);

        status.Should().Be(HttpStatusCode.BadRequest);
        text.Should().StartWith("{\"error\":\"bad_request\",\"reason\":\"The body must be {\\u0022docs\\u0022");
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Fact]
    public async Task What_is_no_POST_of_JSON_is_refused()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var host = await GrantHost.StartAsync(world);
        var token = Present(world).Token;

        foreach (var method in new[] { "GET", "PUT", "DELETE", "OPTIONS", "COPY" })
            (await host.SendAsync(token, Body, request => request.Method = new HttpMethod(method))).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await host.SendAsync(token, Body, request => request.RequestUri = new Uri(host.Address, "/grants?new_edits=false"))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await host.SendAsync(token, Body, request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"))).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await host.SendAsync(token, Body, request => request.Content!.Headers.ContentType = null)).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await host.SendAsync(token, Body, request => request.Content!.Headers.ContentEncoding.Add("gzip"))).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_bound_is_413_whether_or_not_it_says_so(bool isChunked)
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var host = await GrantHost.StartAsync(world, configure: options => options.MaxBodySize = 1024);
        var token = Present(world).Token;

        (await host.SendAsync(token, Body + new string(' ', 1024 - Body.Length), Chunk)).Status.Should().Be(HttpStatusCode.Accepted);
        (await host.SendAsync(token, Body + new string(' ', 1025 - Body.Length), Chunk)).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await host.SendAsync("rubbish", new string(' ', 100_000), Chunk)).Status.Should().Be(HttpStatusCode.Unauthorized, "nobody's body is taken without a grant");

        void Chunk(HttpRequestMessage request)
        {
            if (isChunked) request.Headers.TransferEncodingChunked = true;
        }
    }

    [Fact]
    public async Task Where_the_queue_is_away_it_is_503_and_health_says_so()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var isAway = true;
        await using var host = await GrantHost.StartAsync(world, new NotingGate(_ => isAway ? throw new StoreUnavailableException("Away.") : Task.CompletedTask));
        var token = Present(world).Token;
        using var client = new HttpClient();

        (await host.SendAsync(token, Body)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await client.GetTextAsync(new Uri(host.Address, "/health"))).Should().Be("Unhealthy");
        isAway = false;
        (await host.SendAsync(token, Body)).Status.Should().Be(HttpStatusCode.Accepted);
        (await client.GetTextAsync(new Uri(host.Address, "/health"))).Should().Be("Healthy");
        world.Time.Jump(TimeSpan.FromMinutes(16));
        (await client.GetTextAsync(new Uri(host.Address, "/health"))).Should().Be("Degraded");
    }

    [Fact]
    public async Task More_at_once_than_there_is_room_for_are_429_and_the_room_is_given_back()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await GrantHost.StartAsync(
            world,
            new NotingGate(_ =>
            {
                arrived.TrySetResult();
                return release.Task;
            }),
            options => options.MaxConcurrentRequests = 1);
        var first = host.SendAsync(Present(world).Token, Body);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        (await host.SendAsync(Present(world).Token, Body)).Status.Should().Be(HttpStatusCode.TooManyRequests);
        release.SetResult();

        (await first).Status.Should().Be(HttpStatusCode.Accepted);
        (await host.SendAsync(Present(world).Token, Body)).Status.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Answers_carry_what_answers_of_the_gateway_carry_and_logs_nothing_of_what_was_sent()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var host = await GrantHost.StartAsync(world);
        var (token, grant) = Present(world);

        var answer = await host.ExchangeAsync($"POST /grants HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: bearer {token}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Body.Length}\r\n\r\n", System.Text.Encoding.ASCII.GetBytes(Body));
        await host.SendAsync(token + "A", Body);

        answer.Should().StartWith("HTTP/1.1 202 ").And.Contain("X-Content-Type-Options: nosniff").And.Contain("Cache-Control: no-store").And.Contain("Content-Security-Policy: ").And.EndWith(Accepted);
        host.Log.All.Should().Contain(line => line.Contains(grant.Id.Value));
        var (payload, queue, tenant) = (token[..40], world.Queue.Name, grant.Tenants[0].Value);
        host.Log.All.Should().NotContain(line => line.Contains(payload) || line.Contains(Id) || line.Contains("rd.old") || line.Contains(tenant) || line.Contains(queue));
    }

    private static (string Token, Grant Grant) Present(GrantWorld world)
    {
        var grant = TestGrants.New(world.Time.GetUtcNow(), TestGrants.Write(Id, """{"v":1}"""), GrantedDocument.Delete("_design/rd.old"));
        return (TestGrants.Seal(grant), grant);
    }
}
