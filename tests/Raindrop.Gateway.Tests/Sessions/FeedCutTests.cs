using System.Diagnostics;
using System.Net;
using System.Text;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>A feed of a real CouchDB runs under a session, and ends with it.</summary>
public sealed class FeedCutTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("by handle")]
    [InlineData("sign out")]
    [InlineData("everywhere")]
    [InlineData("everybody")]
    [InlineData("new sign-in")]
    public async Task A_feed_through_another_host_is_cut_within_a_second(string how)
    {
        await using var store = await SessionStore.CreateAsync("couchdb");
        var couch = await GatewayCouchDb.GetAsync();
        var routes = new TestRoutes();
        await using var here = await SessionHost.StartAsync(store, couch.Address, routes: routes);
        await using var there = await SessionHost.StartAsync(store, couch.Address, routes: routes);
        var tenant = await CreateTenantAsync(couch, routes);
        var cookie = await here.SignInAsync("alice");
        using var feed = await there.GetAsync($"/db/{tenant}/_changes?feed=continuous&heartbeat=50", cookie, HttpCompletionOption.ResponseHeadersRead);
        feed.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var stream = await feed.Content.ReadAsStreamAsync(Stop);
        var lastByte = RunningFeed.ReadToCutAsync(stream);
        await Task.Delay(300, Stop);
        lastByte.IsCompleted.Should().BeFalse("the feed runs");

        var subject = SessionHost.Subject("alice");
        switch (how)
        {
            case "by handle": (await here.Sessions.RevokeAsync(subject, await here.HandleAsync(cookie), Stop)).Should().BeTrue(); break;
            case "sign out": (await here.StatusAsync(cookie, "/sign-out")).Should().Be(HttpStatusCode.OK); break;
            case "everywhere": (await here.Sessions.RevokeAllAsync(subject, null, Stop)).Should().Be(1); break;
            case "everybody": await here.Sessions.RevokeAllAsync(Stop); break;
            default: await here.SignInAsync("alice", cookie); break;
        }

        var revoked = Stopwatch.GetTimestamp();
        var last = await lastByte.WaitAsync(TimeSpan.FromSeconds(5), Stop);
        Stopwatch.GetElapsedTime(revoked, last).Should().BeLessThan(Bound);
        (await there.StatusAsync(cookie, $"/db/{tenant}/doc")).Should().Be(HttpStatusCode.Unauthorized);
        there.Log.All.Should().Contain(line => line.Contains($"Cut ChangesFollow of tenant {tenant}: NoPrincipal", StringComparison.Ordinal));
    }

    private static async Task<TenantId> CreateTenantAsync(TestServer couch, TestRoutes routes)
    {
        var (tenant, database) = (TenantId.New(), $"realname-{Guid.NewGuid():n}");
        using var administrator = couch.CreateClient();
        (await administrator.PutAsync(new Uri(database, UriKind.Relative), null, Stop)).EnsureSuccessStatusCode();
        var rules = new StringContent($$"""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["{{tenant}}"],"roles":[]} }""", Encoding.UTF8, "application/json");
        (await administrator.PutAsync(new Uri($"{database}/_security", UriKind.Relative), rules, Stop)).EnsureSuccessStatusCode();
        routes.Set(SessionHost.Subject("alice"), new TenantRoute(tenant, database, TenantState.Active));
        return tenant;
    }
}
