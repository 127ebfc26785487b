using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>Sessions begin, last over restarts and hosts, and end.</summary>
public sealed class SignInTests
{
    public static TheoryData<string> Stores => SessionStore.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_session_is_good_on_every_host_and_after_a_restart(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var first = await scene.StartHostAsync();
        var second = await scene.StartHostAsync();
        (await first.StatusAsync(null)).Should().Be(HttpStatusCode.Unauthorized);

        var cookie = await first.SignInAsync(SessionScene.User);

        foreach (var host in new[] { first, second })
        {
            (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);
            (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
        }

        await first.DisposeAsync();
        await second.DisposeAsync();
        var restarted = await scene.StartHostAsync();
        (await restarted.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_over_https_and_not_for_scripts()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();

        using var response = await host.GetAsync("/sign-in/alice", null);
        using var kept = await host.GetAsync("/sign-in/alice?keep=true", null);

        response.Headers.GetValues("Set-Cookie").Single().Should().MatchRegex("^__Host-raindrop=[A-Za-z0-9_-]{43}; path=/; secure; samesite=lax; httponly$");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        kept.Headers.GetValues("Set-Cookie").Single().Should().MatchRegex("; expires=[^;]+ GMT; path=/; secure; samesite=lax; httponly$");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Each_sign_in_has_a_new_session_and_ends_the_one_before(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var host = await scene.StartHostAsync();
        var first = await host.SignInAsync(SessionScene.User);
        var second = await host.SignInAsync(SessionScene.User, first);

        second.Should().NotBe(first);
        (await host.StatusAsync(second)).Should().Be(HttpStatusCode.OK);
        (await host.StatusAsync(first)).Should().Be(HttpStatusCode.Unauthorized);
        (await host.Sessions.ListAsync(SessionHost.Subject(SessionScene.User), TestContext.Current.CancellationToken)).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_more_sessions_than_an_identity_may_have_the_one_used_longest_ago_ends(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var host = await scene.StartHostAsync(services => services.Configure<RaindropSessionOptions>(options => options.SessionsPerIdentity = 3));
        var other = await host.SignInAsync("bob");
        List<string> cookies = [];
        for (var i = 0; i < 3; i++)
        {
            cookies.Add(await host.SignInAsync(SessionScene.User));
            (await host.StatusAsync(cookies[i])).Should().Be(HttpStatusCode.OK);
        }

        (await host.StatusAsync(cookies[0])).Should().Be(HttpStatusCode.OK);
        cookies.Add(await host.SignInAsync(SessionScene.User));

        var statuses = new List<HttpStatusCode>();
        foreach (var cookie in cookies) statuses.Add(await host.StatusAsync(cookie));
        statuses.Should().Equal(HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK);
        (await host.StatusAsync(other)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_somebody_planted_is_never_taken_over()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var planted = $"{RaindropSessions.CookieName}={Encoding.ASCII.GetString(SessionToken.Create())}";
        var attackers = await host.SignInAsync("mallory");

        var mine = await host.SignInAsync(SessionScene.User, planted);
        var over = await host.SignInAsync(SessionScene.User, attackers);

        mine.Should().NotBe(planted);
        (await host.StatusAsync(planted)).Should().Be(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(attackers)).Should().Be(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(over, scene.Document)).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Signing_out_makes_a_copy_of_the_cookie_worthless_on_every_host(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var first = await scene.StartHostAsync();
        var second = await scene.StartHostAsync();
        var cookie = await first.SignInAsync(SessionScene.User);
        (await second.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);

        using var response = await first.GetAsync("/sign-out", cookie);

        response.Headers.GetValues("Set-Cookie").Single().Should().StartWith("__Host-raindrop=; expires=Thu, 01 Jan 1970");
        (await first.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
        await second.WaitForAsync(HttpStatusCode.Unauthorized, cookie);
        (await second.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.Unauthorized);
        (await first.StatusAsync(null, "/sign-out")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("longer")]
    [InlineData("other case")]
    [InlineData("another")]
    [InlineData("giant")]
    [InlineData("twice")]
    [InlineData("twice, one forged")]
    [InlineData("empty")]
    [InlineData("the key")]
    [InlineData("the handle")]
    public async Task What_is_not_the_cookie_is_401_in_JSON_and_asks_nothing_of_CouchDB(string kind)
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);
        var (name, token) = (RaindropSessions.CookieName + "=", cookie.Split('=', 2)[1]);
        var sent = kind switch
        {
            "truncated" => cookie[..^1],
            "longer" => cookie + "A",
            "other case" => name + new string([.. token.Select(one => char.IsAsciiLetterUpper(one) ? char.ToLowerInvariant(one) : char.ToUpperInvariant(one))]),
            "another" => name + Encoding.ASCII.GetString(SessionToken.Create()),
            "giant" => name + new string('A', 16_000),
            "twice" => $"{cookie}; {cookie}",
            "twice, one forged" => $"{name}{Encoding.ASCII.GetString(SessionToken.Create())}; {cookie}",
            "the key" => name + SessionToken.KeyOf(token),
            "the handle" => name + SessionToken.KeyOf(token).ToHandle(),
            _ => name,
        };

        using var response = await host.GetAsync(scene.Document, sent);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("{\"error\":\"unauthorized\",\"reason\":\"Sign in first.\"}\n");
        scene.Couch.Forwarded.Should().BeEmpty();
        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_crowd_of_forged_cookies_keeps_nobody_out()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);

        var forged = Enumerable.Range(0, 300).Select(_ => host.StatusAsync($"{RaindropSessions.CookieName}={Encoding.ASCII.GetString(SessionToken.Create())}")).ToList();
        var good = await host.StatusAsync(cookie);

        good.Should().Be(HttpStatusCode.OK);
        (await Task.WhenAll(forged)).Should().OnlyContain(status => status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Anothers_session_opens_only_their_own()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var theirs = await host.SignInAsync("mallory");

        (await host.StatusAsync(theirs)).Should().Be(HttpStatusCode.OK);
        (await host.StatusAsync(theirs, scene.Document)).Should().Be(HttpStatusCode.Forbidden);
        scene.Couch.Forwarded.Should().BeEmpty();
    }
}
