using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>How long sessions last, by clocks that somebody sets.</summary>
public sealed class LifetimeTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_does_not_come_back_is_signed_out_and_who_does_is_not()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        var (used, idle) = (await host.SignInAsync(SessionScene.User), await host.SignInAsync(SessionScene.User));

        clock.Offset = Idle - TimeSpan.FromMinutes(1);
        await host.WaitForAsync(HttpStatusCode.OK, used);
        clock.Offset = Idle + TimeSpan.FromMinutes(1);

        await host.WaitForAsync(HttpStatusCode.OK, used);
        await host.WaitForAsync(HttpStatusCode.Unauthorized, idle);
        (await host.Sessions.ListAsync(SessionHost.Subject(SessionScene.User), Stop)).Should().ContainSingle().Which.Handle.Should().Be(await host.HandleAsync(used));
    }

    [Fact]
    public async Task However_much_it_is_used_a_session_ends()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        var cookie = await host.SignInAsync(SessionScene.User);
        for (var hours = 11; hours < 14 * 24; hours += 11)
        {
            clock.Offset = TimeSpan.FromHours(hours);
            await host.WaitForAsync(HttpStatusCode.OK, cookie);
        }

        clock.Offset = TimeSpan.FromDays(14) + TimeSpan.FromSeconds(2);
        await host.WaitForAsync(HttpStatusCode.Unauthorized, cookie);
        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(11)]
    public async Task A_clock_that_is_set_signs_nobody_out_within_the_idle_time(int hours)
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        var cookie = await host.SignInAsync(SessionScene.User);
        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);

        clock.Offset = TimeSpan.FromHours(hours);
        await host.WaitForAsync(HttpStatusCode.OK, cookie);
        clock.Offset = TimeSpan.Zero;
        await host.WaitForAsync(HttpStatusCode.OK, cookie);

        await host.Sessions.RevokeAllAsync(SessionHost.Subject(SessionScene.User), null, Stop);
        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_for_a_moment_leaves_sessions_as_they_were()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        var cookie = await host.SignInAsync(SessionScene.User);
        clock.Offset = TimeSpan.FromDays(2);
        await host.WaitForAsync(HttpStatusCode.Unauthorized, cookie);
        clock.Offset = TimeSpan.Zero;
        await host.WaitForAsync(HttpStatusCode.OK, cookie);
    }

    [Fact]
    public async Task The_last_use_is_written_rarely_and_another_host_knows_it()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        var cookie = await host.SignInAsync(SessionScene.User);
        var written = await SequenceAsync(scene);
        for (var i = 0; i < 50; i++) (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
        await UpkeepOf(host).WriteUsesAsync(Stop);
        (await SequenceAsync(scene)).Should().Be(written, "nothing is written before the interval is over");

        clock.Offset = TimeSpan.FromHours(11);
        await host.WaitForAsync(HttpStatusCode.OK, cookie);
        await UpkeepOf(host).WriteUsesAsync(Stop);
        (await SequenceAsync(scene)).Should().Be(written + 1);
        await UpkeepOf(host).WriteUsesAsync(Stop);
        (await SequenceAsync(scene)).Should().Be(written + 1);

        var other = await StartAsync(scene, clock);
        clock.Offset = TimeSpan.FromHours(22);
        await other.WaitForAsync(HttpStatusCode.OK, cookie);
        await UpkeepOf(other).WriteUsesAsync(Stop);
        clock.Offset = TimeSpan.FromHours(33);
        await host.WaitForAsync(HttpStatusCode.OK, cookie);
    }

    [Fact]
    public async Task Hosts_that_write_the_last_use_at_once_do_not_hurt_each_other_and_never_bring_back_what_is_revoked()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        SessionHost[] hosts = [await StartAsync(scene, clock), await StartAsync(scene, clock), await StartAsync(scene, clock)];
        var cookies = new List<string>();
        for (var i = 0; i < 5; i++) cookies.Add(await hosts[0].SignInAsync(SessionScene.User));
        clock.Offset = TimeSpan.FromHours(1);
        foreach (var host in hosts)
        {
            foreach (var cookie in cookies) await host.WaitForAsync(HttpStatusCode.OK, cookie);
        }

        var writing = Task.WhenAll(hosts.Select(host => UpkeepOf(host).WriteUsesAsync(Stop)));
        await hosts[1].Sessions.RevokeAsync(SessionHost.Subject(SessionScene.User), await hosts[1].HandleAsync(cookies[0]), Stop);
        await writing;

        await hosts[2].WaitForAsync(HttpStatusCode.Unauthorized, cookies[0]);
        var list = await hosts[0].Sessions.ListAsync(SessionHost.Subject(SessionScene.User), Stop);
        list.Should().HaveCount(4).And.OnlyContain(session => session.LastUsedAt > session.CreatedAt.AddMinutes(50));
        (await scene.Store.ReadAllAsync()).Should().HaveCount(8);
    }

    [Fact]
    public async Task What_has_expired_is_deleted_after_a_margin_and_nothing_else()
    {
        var clock = new JumpingClock();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, clock);
        await host.SignInAsync("idle");
        clock.Offset = TimeSpan.FromHours(8);
        await host.SignInAsync("later");

        clock.Offset = Idle + TimeSpan.FromMinutes(50);
        (await UpkeepOf(host).SweepAsync(Stop)).Should().Be(0);
        clock.Offset = Idle + TimeSpan.FromMinutes(70);
        (await UpkeepOf(host).SweepAsync(Stop)).Should().Be(1);
        (await scene.Store.ReadAllAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_host_does_not_start_with_options_that_make_no_sense_and_says_all_of_it()
    {
        await using var scene = await SessionScene.CreateAsync();
        var starting = () => scene.StartHostAsync(services => services.AddOptions<RaindropSessionOptions>().Configure(options => (options.IdleTimeout, options.AbsoluteLifetime, options.UseInterval) = (TimeSpan.FromDays(2), TimeSpan.FromDays(1), TimeSpan.FromDays(1))));
        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().HaveCount(2);

        var services = new ServiceCollection();
        services.AddAuthentication().AddRaindropSessions(options => options.Database = "Upper");
        await using var provider = services.BuildServiceProvider();
        var reading = () => provider.GetRequiredService<IOptions<RaindropSessionOptions>>().Value;
        reading.Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(3);
    }

    private static Task<SessionHost> StartAsync(SessionScene scene, JumpingClock clock) => scene.StartHostAsync(services => services.AddSingleton<TimeProvider>(clock));

    private static SessionUpkeep UpkeepOf(SessionHost host) => host.Services.GetServices<IHostedService>().OfType<SessionUpkeep>().Single();

    private static async Task<long?> SequenceAsync(SessionScene scene) => (await scene.Store.Database.GetInfoAsync(Stop)).UpdateCount;
}
