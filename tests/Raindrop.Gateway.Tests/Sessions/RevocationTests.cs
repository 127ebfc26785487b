using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>What is revoked on one host is over on all of them within a second.</summary>
public sealed class RevocationTests
{
    public static TheoryData<string> Stores => SessionStore.All;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task One_session_is_revoked_by_its_handle_and_the_others_stay(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var (here, there) = (await scene.StartHostAsync(), await scene.StartHostAsync());
        var (phone, laptop) = (await here.SignInAsync(SessionScene.User), await here.SignInAsync(SessionScene.User));
        (await there.StatusAsync(phone)).Should().Be(HttpStatusCode.OK);
        var handle = await here.HandleAsync(phone);

        (await here.Sessions.RevokeAsync(SessionHost.Subject("mallory"), handle, Stop)).Should().BeFalse("it is not theirs");
        (await here.Sessions.RevokeAsync(SessionHost.Subject(SessionScene.User), handle, Stop)).Should().BeTrue();

        (await here.StatusAsync(phone)).Should().Be(HttpStatusCode.Unauthorized);
        await there.WaitForAsync(HttpStatusCode.Unauthorized, phone);
        (await there.StatusAsync(laptop)).Should().Be(HttpStatusCode.OK);
        (await here.Sessions.RevokeAsync(SessionHost.Subject(SessionScene.User), handle, Stop)).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Signing_out_everywhere_leaves_the_session_that_asks_and_other_users(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var (here, there) = (await scene.StartHostAsync(), await scene.StartHostAsync());
        var (phone, laptop, other) = (await here.SignInAsync(SessionScene.User), await there.SignInAsync(SessionScene.User), await here.SignInAsync("bob"));
        foreach (var cookie in new[] { phone, laptop, other }) (await there.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);

        (await here.Sessions.RevokeAllAsync(SessionHost.Subject(SessionScene.User), await here.HandleAsync(laptop), Stop)).Should().Be(1);

        await there.WaitForAsync(HttpStatusCode.Unauthorized, phone);
        (await there.StatusAsync(laptop)).Should().Be(HttpStatusCode.OK);
        (await there.StatusAsync(other)).Should().Be(HttpStatusCode.OK);

        await here.Sessions.RevokeAllAsync(Stop);
        foreach (var cookie in new[] { laptop, other }) await there.WaitForAsync(HttpStatusCode.Unauthorized, cookie);
        (await scene.Store.ReadAllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_list_names_no_session_and_says_what_the_host_called_it()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync(services => services.Configure<RaindropSessionOptions>(options => options.Label = _ => new string('x', 100)));
        var cookie = await host.SignInAsync(SessionScene.User);
        await host.SignInAsync("bob");

        var session = (await host.Sessions.ListAsync(SessionHost.Subject(SessionScene.User), Stop)).Should().ContainSingle().Subject;

        session.Handle.Should().Be(await host.HandleAsync(cookie)).And.HaveLength(32);
        cookie.Should().NotContain(session.Handle);
        session.Label.Should().Be(new string('x', 64));
        session.CreatedAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(10));
        session.LastUsedAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(10));
        session.ExpiresAt.Should().Be(session.CreatedAt.AddDays(14));
        session.ToString().Should().NotContain(session.Handle);
    }

    [Fact]
    public async Task A_session_that_begins_while_all_are_revoked_is_revoked_too_or_was_not_one_of_them()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        for (var i = 0; i < 10; i++)
        {
            var signingIn = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var response = await host.GetAsync("/sign-in/alice", null);
                return response.StatusCode == HttpStatusCode.OK ? response.Headers.GetValues("Set-Cookie").Single().Split(';')[0] : null;
            }));
            await host.Sessions.RevokeAllAsync(SessionHost.Subject(SessionScene.User), null, Stop);
            await signingIn;
            await host.Sessions.RevokeAllAsync(SessionHost.Subject(SessionScene.User), null, Stop);

            foreach (var cookie in (await signingIn).OfType<string>()) (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
            (await scene.Store.ReadAllAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_session_that_is_read_while_it_is_revoked_is_not_held()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        for (var i = 0; i < 20; i++)
        {
            var cookie = await host.SignInAsync(SessionScene.User);
            var asking = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.StatusAsync(cookie)));
            await host.Sessions.RevokeAllAsync(SessionHost.Subject(SessionScene.User), null, Stop);
            await asking;
            (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_database_of_sessions_that_somebody_deleted_signs_everybody_out(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);
        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);

        await scene.Store.Server.DeleteDatabaseAsync(scene.Store.Name, Stop);

        await host.WaitForAsync(HttpStatusCode.Unauthorized, cookie, seconds: 10);
        (await host.StatusAsync(await host.SignInAsync(SessionScene.User))).Should().Be(HttpStatusCode.OK);
    }
}
