using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;

namespace Raindrop.Core.Tests.Derivation.Following;

/// <summary>Health tells dead from lagging, and lagging from partly resting.</summary>
public sealed class DerivationHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FollowedTenants _tenants;
    private readonly ServiceProvider _services;

    public DerivationHealthTests()
    {
        _tenants = new FollowedTenants(_time);
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddSingleton(_tenants);
        services.AddHealthChecks().AddRaindropDerivation();
        _services = services.BuildServiceProvider();
    }

    [Fact]
    public async Task A_follower_that_ended_with_an_error_is_dead_until_its_tenant_is_followed_again()
    {
        _tenants.Add("one").Die();
        _tenants.Add("two").Succeed(Result(ExtensionRunState.Running));
        await ShouldBeAsync(HealthStatus.Unhealthy, followed: 2, dead: 1);

        _tenants.Add("one").Succeed(Result(ExtensionRunState.Running));

        await ShouldBeAsync(HealthStatus.Healthy, followed: 2);
    }

    [Fact]
    public async Task Two_followers_of_one_tenant_are_two_and_a_living_one_does_not_excuse_the_other()
    {
        _tenants.Add("one").Succeed(Result(ExtensionRunState.Running));
        _tenants.Add("one").Die();

        await ShouldBeAsync(HealthStatus.Unhealthy, followed: 2, dead: 1);
    }

    [Fact]
    public async Task A_follower_that_gives_no_sign_of_life_is_dead_however_little_it_has_to_do()
    {
        var tenant = _tenants.Add("one");
        tenant.Succeed(Result(ExtensionRunState.Running));
        _time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        await ShouldBeAsync(HealthStatus.Unhealthy, followed: 1, dead: 1);

        tenant.Beat();

        await ShouldBeAsync(HealthStatus.Healthy, followed: 1);
    }

    [Fact]
    public async Task A_pass_that_does_not_succeed_for_long_lags_though_the_follower_lives()
    {
        var tenant = _tenants.Add("one");
        tenant.Begin();
        for (var minute = 0; minute < 6; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            tenant.Fail();
        }

        await ShouldBeAsync(HealthStatus.Degraded, followed: 1, lagging: 1);
        tenant.Succeed(Result(ExtensionRunState.Running));
        await ShouldBeAsync(HealthStatus.Healthy, followed: 1);
    }

    [Theory]
    [InlineData(ExtensionRunState.Paused, "paused")]
    [InlineData(ExtensionRunState.StandingBy, "standingBy")]
    public async Task An_extension_that_does_not_run_is_named_and_the_tenant_is_not(ExtensionRunState state, string data)
    {
        _tenants.Add("tenant-7f3a").Succeed(Result(state));

        var entry = await CheckAsync();

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Data[data].Should().BeEquivalentTo(new[] { "words" });
        entry.Description.Should().Contain("words").And.NotContain("tenant-7f3a");
    }

    private static DerivationResult Result(ExtensionRunState state) => new()
    {
        Elapsed = TimeSpan.Zero,
        IsCaughtUp = state == ExtensionRunState.Running,
        Extensions = [new ExtensionResult { Extension = "words", Version = 1, State = state }],
    };

    private async Task ShouldBeAsync(HealthStatus status, int followed, int dead = 0, int lagging = 0)
    {
        var entry = await CheckAsync();
        entry.Status.Should().Be(status);
        (entry.Data["followed"], entry.Data["dead"], entry.Data["lagging"]).Should().Be((followed, dead, lagging));
    }

    private async Task<HealthReportEntry> CheckAsync() => (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["raindrop-derivation"];
}
