using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Keys;

public sealed class MomentTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TestClock _time = new();

    [Fact]
    public void A_moment_ages_with_the_clock()
    {
        var moment = Moment.Now(_time);
        _time.Advance(Minute);

        moment.Age(_time).Should().Be(Minute);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_as_after_a_sleep_ages_it()
    {
        var moment = Moment.Now(_time);
        _time.Jump(Minute);

        moment.Age(_time).Should().Be(Minute);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_it_old_not_young()
    {
        var moment = Moment.Now(_time);
        _time.Jump(-Minute);

        moment.Age(_time).Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void A_clock_that_is_kept_right_changes_little()
    {
        var moment = Moment.Now(_time);
        _time.Advance(Minute);
        _time.Jump(TimeSpan.FromMilliseconds(-300));

        moment.Age(_time).Should().Be(Minute);
    }
}
