using System.Diagnostics;
using System.Net;
using Raindrop.Gateway.Tests.Running;
using Raindrop.TestServers;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>While the store of sessions does not answer nobody is let in, nobody is told to sign in, and nothing runs on.</summary>
public sealed class OutageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_falls_silent_is_503_within_a_second_and_never_401_and_comes_back_by_itself()
    {
        await using var scene = await SessionScene.CreateAsync("couchdb");
        await using var proxy = new StoreProxy((await RealServers.GetAsync("couchdb")).Endpoint);
        var host = await scene.StartHostAsync(endpoint: proxy.Endpoint);
        var cookie = await host.SignInAsync(SessionScene.User);
        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
        (await host.StatusAsync(null, "/health")).Should().Be(HttpStatusCode.OK);

        proxy.Silence();
        var statuses = new List<HttpStatusCode>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(1.5);) statuses.Add(await host.StatusAsync(cookie, scene.Document));
        statuses.Should().OnlyContain(status => status == HttpStatusCode.OK || status == HttpStatusCode.ServiceUnavailable);
        var forwarded = scene.Couch.Forwarded.Count;

        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.ServiceUnavailable);
        using (var page = await host.GetAsync("/me", cookie))
        {
            page.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            page.Headers.RetryAfter.Should().NotBeNull();
            (await page.Content.ReadAsStringAsync(Stop)).Should().Contain("service_unavailable");
        }

        (await host.StatusAsync(null, "/me")).Should().Be(HttpStatusCode.Unauthorized, "who sends no cookie is signed in nowhere");
        (await host.StatusAsync(null, "/sign-in/alice")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await host.StatusAsync(cookie, "/sign-out")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await host.StatusAsync(null, "/health")).Should().Be(HttpStatusCode.ServiceUnavailable);
        scene.Couch.Forwarded.Should().HaveCount(forwarded);

        proxy.Resume();
        await host.WaitForAsync(HttpStatusCode.OK, cookie, scene.Document, seconds: 10);
        (await host.StatusAsync(null, "/health")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_runs_is_cut_within_a_second_of_the_last_answer_of_the_store()
    {
        await using var scene = await SessionScene.CreateAsync("couchdb");
        await using var proxy = new StoreProxy((await RealServers.GetAsync("couchdb")).Endpoint);
        var host = await scene.StartHostAsync(endpoint: proxy.Endpoint);
        var cookie = await host.SignInAsync(SessionScene.User);
        var checks = scene.Couch.Server.Responder!;
        var hangs = new TaskCompletionSource();
        scene.Couch.Server.Responder = request =>
        {
            if (!request.Target.Contains("slow", StringComparison.Ordinal)) return checks(request);
            hangs.TrySetResult();
            return ScriptedAnswer.Silence;
        };

        var asking = host.GetAsync($"/db/{scene.Tenant}/slow", cookie);
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(5), Stop);
        proxy.Silence();
        var watch = Stopwatch.StartNew();

        using var response = await asking;
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1));
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task What_was_revoked_while_this_host_could_not_hear_of_it_is_not_believed_afterwards()
    {
        await using var scene = await SessionScene.CreateAsync("couchdb");
        await using var proxy = new StoreProxy((await RealServers.GetAsync("couchdb")).Endpoint);
        var (deaf, other) = (await scene.StartHostAsync(endpoint: proxy.Endpoint), await scene.StartHostAsync());
        var (revoked, kept) = (await deaf.SignInAsync(SessionScene.User), await deaf.SignInAsync(SessionScene.User));
        (await deaf.StatusAsync(revoked)).Should().Be(HttpStatusCode.OK);

        proxy.Silence();
        await other.Sessions.RevokeAsync(SessionHost.Subject(SessionScene.User), await other.HandleAsync(revoked), Stop);
        await deaf.WaitForAsync(HttpStatusCode.ServiceUnavailable, revoked);
        proxy.Resume();

        await deaf.WaitForAsync(HttpStatusCode.OK, kept, seconds: 10);
        (await deaf.StatusAsync(revoked)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_host_that_starts_while_the_store_is_away_answers_503_and_then_takes_the_sessions_of_before()
    {
        await using var scene = await SessionScene.CreateAsync("couchdb");
        await using var proxy = new StoreProxy((await RealServers.GetAsync("couchdb")).Endpoint);
        var before = await scene.StartHostAsync();
        var cookie = await before.SignInAsync(SessionScene.User);
        await before.DisposeAsync();

        proxy.Silence();
        var host = await scene.StartHostAsync(endpoint: proxy.Endpoint);
        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.ServiceUnavailable);
        proxy.Resume();
        await host.WaitForAsync(HttpStatusCode.OK, cookie, scene.Document, seconds: 10);
    }
}
