using System.Diagnostics;
using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Limits;

/// <summary>What is too much for one tenant is refused, or waits, and no other tenant notices.</summary>
public sealed class TenantLimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly ScriptedCouch _couch = new();
    private readonly List<IAsyncDisposable> _hosts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await _couch.DisposeAsync();
    }

    [Fact]
    public async Task Beyond_the_rate_a_tenant_is_told_when_to_try_again_and_another_goes_on()
    {
        var (host, client, _) = await StartAsync(limits => (limits.RequestsPerSecond, limits.RequestBurst) = (1, 3));
        var (other, _) = await ScriptedCouch.SignInAsync(host, "other");
        _couch.Answer("{}");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++) statuses.Add(await GetAsync(client, "doc"));
        statuses.Take(3).Should().OnlyContain(status => status == HttpStatusCode.OK);
        statuses.Should().Contain(HttpStatusCode.TooManyRequests);
        (await GetAsync(other, "doc")).Should().Be(HttpStatusCode.OK);

        using var response = await client.GetAsync(new Uri("doc", UriKind.Relative), Stop);
        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        (await response.Content.ReadAsStringAsync(Stop)).Should().Be("{\"error\":\"too_many_requests\",\"reason\":\"There are too many requests at the moment. Try again when Retry-After says.\"}\n");
    }

    [Fact]
    public async Task A_bulk_read_beyond_the_rate_waits_and_is_answered()
    {
        var (_, client, _) = await StartAsync(limits => (limits.RequestsPerSecond, limits.RequestBurst) = (10, 1));
        _couch.Answer("{}");
        var reads = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BulkReadAsync(client)));
        reads.Should().OnlyContain(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_beyond_those_at_once_is_refused_and_a_bulk_read_waits_for_a_place()
    {
        var (_, client, _) = await StartAsync(limits => limits.ConcurrentRequests = 1);
        var (first, release) = await HoldAsync(client, "held");
        (await GetAsync(client, "doc")).Should().Be(HttpStatusCode.TooManyRequests);
        _couch.Answer("{}");
        var read = BulkReadAsync(client);
        await Task.Delay(100, Stop);
        read.IsCompleted.Should().BeFalse();
        release.SetResult();
        (await first.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.OK);
        (await read.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bulk_read_does_not_wait_longer_than_it_may()
    {
        var (_, client, _) = await StartAsync(limits => (limits.ConcurrentRequests, limits.BulkReadWait) = (1, TimeSpan.FromMilliseconds(200)));
        var (first, release) = await HoldAsync(client, "held");
        (await BulkReadAsync(client).WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.TooManyRequests);
        release.SetResult();
        (await first.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bulk_read_that_waits_is_cut_when_its_tenant_is_suspended_and_never_reaches_CouchDB()
    {
        var (host, client, tenant) = await StartAsync(limits => limits.ConcurrentRequests = 1);
        var (first, release) = await HoldAsync(client, "held");
        var read = BulkReadAsync(client);
        await Task.Delay(100, Stop);
        var watch = Stopwatch.StartNew();
        host.Routes.Set(GatewayHost.Subject("user"), new TenantRoute(tenant, "realname", TenantState.Suspended));
        (await read.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.Forbidden);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1));
        (await first.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.Forbidden);
        release.SetResult();
        _couch.Forwarded.Should().ContainSingle().Which.Target.Should().EndWith("/held");
    }

    [Fact]
    public async Task Feeds_are_counted_apart_and_one_that_ends_gives_its_place_back()
    {
        var (_, client, _) = await StartAsync(limits => (limits.Feeds, limits.ConcurrentRequests) = (1, 1));
        var (feed, release) = await HoldAsync(client, "_changes?feed=longpoll");
        (await GetAsync(client, "_changes?feed=longpoll")).Should().Be(HttpStatusCode.TooManyRequests);
        (await GetAsync(client, "_changes?feed=continuous")).Should().Be(HttpStatusCode.TooManyRequests);
        _couch.Answer("{}");
        (await GetAsync(client, "doc")).Should().Be(HttpStatusCode.OK);
        release.SetResult();
        (await feed.WaitAsync(Bound, Stop)).Should().Be(HttpStatusCode.OK);
        var status = HttpStatusCode.TooManyRequests;
        for (var i = 0; i < 100 && status != HttpStatusCode.OK; i++) status = await GetAsync(client, "_changes?feed=longpoll");
        status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bytes_beyond_the_limit_pass_slower_and_whole()
    {
        var (_, client, _) = await StartAsync(limits => (limits.BytesPerSecond, limits.ByteBurst) = (256 * 1024, 64 * 1024));
        var body = new byte[256 * 1024];
        Random.Shared.NextBytes(body);
        _couch.Server.Then(ScriptedAnswer.Json(201, "{}")).Then(ScriptedAnswer.Whole(200, "image/png", body));
        var watch = Stopwatch.StartNew();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("image/png");
        using var written = await client.PutAsync(new Uri("doc/large", UriKind.Relative), content, Stop);
        written.StatusCode.Should().Be(HttpStatusCode.Created);
        _couch.Forwarded.Single().Body.Should().Equal(body);
        watch.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(0.6), "three quarters of it are beyond the burst");

        (await client.GetByteArrayAsync(new Uri("doc/large", UriKind.Relative), Stop)).Should().Equal(body);
        watch.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(1.4));
    }

    [Fact]
    public async Task The_greatest_limits_are_limits_too()
    {
        var (_, client, _) = await StartAsync(limits =>
        {
            (limits.RequestsPerSecond, limits.RequestBurst, limits.ConcurrentRequests, limits.Feeds) = (int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
            (limits.BytesPerSecond, limits.ByteBurst, limits.BulkReadQueue, limits.StrangersPerSecond, limits.StrangerBurst) = (1L << 40, 1L << 40, int.MaxValue, int.MaxValue, int.MaxValue);
        });
        _couch.Answer("{}");
        (await GetAsync(client, "doc")).Should().Be(HttpStatusCode.OK);
        (await BulkReadAsync(client)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_that_syncs_in_many_tabs_reaches_no_limit_of_the_defaults()
    {
        const int Tabs = 12;
        var (_, client, _) = await StartAsync(_ => { });
        _couch.Answer("{}");
        var tabs = Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var feeds = Task.WhenAll(GetAsync(client, "_changes?feed=longpoll&timeout=100"), GetAsync(client, "_changes?feed=longpoll&heartbeat=100"));
            var statuses = new List<HttpStatusCode>();
            for (var batch = 0; batch < 10; batch++) statuses.AddRange(await Task.WhenAll(GetAsync(client, "_local/a"), GetAsync(client, "_changes?limit=100"), BulkReadAsync(client), GetAsync(client, "a"), GetAsync(client, "b/c"), GetAsync(client, "d")));
            return statuses.Concat(await feeds);
        });
        (await Task.WhenAll(tabs)).SelectMany(statuses => statuses).Should().HaveCount(Tabs * 62).And.OnlyContain(status => status == HttpStatusCode.OK);
    }

    private async Task<(GatewayHost Host, HttpClient Client, TenantId Tenant)> StartAsync(Action<GatewayLimitOptions> limits)
    {
        var started = await _couch.StartGatewayAsync(limits: limits);
        _hosts.Add(started.Host);
        return started;
    }

    /// <summary>A request that CouchDB has, and answers when it is let.</summary>
    private async Task<(Task<HttpStatusCode> Answer, TaskCompletionSource Release)> HoldAsync(HttpClient client, string rest)
    {
        var (arrived, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _couch.Server.Then(new ScriptedAnswer(async (socket, cancellationToken) =>
        {
            arrived.SetResult();
            await release.Task.WaitAsync(cancellationToken);
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), cancellationToken);
            return true;
        }));
        var answer = GetAsync(client, rest);
        await arrived.Task.WaitAsync(Bound, Stop);
        return (answer, release);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string rest)
    {
        using var response = await client.GetAsync(new Uri(rest, UriKind.Relative), Stop);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> BulkReadAsync(HttpClient client)
    {
        using var response = await client.PostAsync(new Uri("_bulk_get", UriKind.Relative), new StringContent("""{"docs":[]}""", Encoding.UTF8, "application/json"), Stop);
        return response.StatusCode;
    }
}
