using Raindrop.Gateway.Following;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>What is in memory is believed for less than a second after the store was asked, whatever the clocks do.</summary>
public sealed class StoreLeaseTests
{
    private readonly Clocks _clocks = new();

    [Fact]
    public void It_is_not_held_before_the_first_reading() => new StoreLease(_clocks).Should().Match<StoreLease>(lease => !lease.IsHeld && lease.Generation == 0 && !lease.Covers(0));

    [Fact]
    public void It_runs_from_the_start_of_the_reading_and_not_from_its_end()
    {
        var lease = new StoreLease(_clocks);
        var started = lease.Now;
        _clocks.Pass(TimeSpan.FromMilliseconds(500));
        lease.Renew(started).Should().BeTrue();

        _clocks.Pass(TimeSpan.FromMilliseconds(299));
        lease.IsHeld.Should().BeTrue();
        _clocks.Pass(TimeSpan.FromMilliseconds(1));
        lease.IsHeld.Should().BeFalse();
        StoreLease.Length.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_reading_that_took_too_long_renews_nothing()
    {
        var lease = new StoreLease(_clocks);
        var started = lease.Now;
        _clocks.Pass(TimeSpan.FromSeconds(1));
        lease.Renew(started);
        lease.IsHeld.Should().BeFalse();
    }

    [Fact]
    public void What_was_learnt_before_a_gap_is_not_believed_after_it()
    {
        var lease = new StoreLease(_clocks);
        lease.Renew(lease.Now);
        var learnt = lease.Generation;
        _clocks.Pass(TimeSpan.FromMilliseconds(700));
        lease.Renew(lease.Now).Should().BeFalse();
        lease.Covers(learnt).Should().BeTrue();

        _clocks.Pass(TimeSpan.FromMilliseconds(801));
        lease.Covers(learnt).Should().BeFalse();
        lease.Renew(lease.Now).Should().BeTrue();
        lease.IsHeld.Should().BeTrue();
        lease.Covers(learnt).Should().BeFalse();
    }

    [Fact]
    public void A_slow_reading_that_ends_after_a_later_one_takes_nothing_away()
    {
        var lease = new StoreLease(_clocks);
        var slow = lease.Now;
        _clocks.Pass(TimeSpan.FromMilliseconds(200));
        lease.Renew(lease.Now).Should().BeTrue();
        var learnt = lease.Generation;
        _clocks.Pass(TimeSpan.FromMilliseconds(500));

        lease.Renew(slow).Should().BeFalse();
        lease.Renew(slow, isFresh: true).Should().BeFalse();
        lease.Covers(learnt).Should().BeTrue();
        _clocks.Pass(TimeSpan.FromMilliseconds(299));
        lease.IsHeld.Should().BeTrue();
    }

    [Fact]
    public void A_reading_that_did_not_go_on_from_the_one_before_is_a_gap()
    {
        var lease = new StoreLease(_clocks);
        lease.Renew(lease.Now);
        var learnt = lease.Generation;
        _clocks.Pass(TimeSpan.FromMilliseconds(1));
        lease.Renew(lease.Now, isFresh: true).Should().BeTrue();
        lease.Covers(learnt).Should().BeFalse();
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_does_not_keep_it()
    {
        var lease = new StoreLease(_clocks);
        lease.Renew(lease.Now);
        _clocks.Jump(TimeSpan.FromDays(-1));
        lease.IsHeld.Should().BeTrue();
        _clocks.Pass(StoreLease.Length);
        lease.IsHeld.Should().BeFalse();
    }

    [Fact]
    public void A_machine_that_slept_has_lost_it_though_its_monotonic_clock_stood_still()
    {
        var lease = new StoreLease(_clocks);
        lease.Renew(lease.Now);
        _clocks.Jump(TimeSpan.FromHours(8));
        lease.IsHeld.Should().BeFalse();
        lease.Renew(lease.Now).Should().BeTrue();
        lease.IsHeld.Should().BeTrue();
    }

    private sealed class Clocks : TimeProvider
    {
        private DateTimeOffset _wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private long _timestamp = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _timestamp;

        public void Pass(TimeSpan time) => (_wall, _timestamp) = (_wall + time, _timestamp + time.Ticks);

        public void Jump(TimeSpan time) => _wall += time;
    }
}
