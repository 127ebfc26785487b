using Microsoft.Extensions.Time.Testing;
using Raindrop.Gateway.Accounts;

namespace Raindrop.Gateway.Tests.Accounts;

public sealed class AttemptBudgetTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void So_many_are_let_through_at_once_and_then_one_each_interval()
    {
        var budget = new AttemptBudget<string>(3, Interval, _time);

        Take(budget, 5).Should().Be(3);
        budget.TryTake("key", out var wait).Should().BeFalse();
        wait.Should().Be(Interval);
        budget.TryTake("another", out _).Should().BeTrue();

        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        budget.TryTake("key", out wait).Should().BeFalse();
        wait.Should().Be(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(budget, 5).Should().Be(1);
        _time.Advance(Interval * 100);
        Take(budget, 5).Should().Be(3, "nothing is saved up beyond that");
    }

    [Fact]
    public void Asking_in_vain_costs_nothing_more()
    {
        var budget = new AttemptBudget<string>(1, Interval, _time);
        Take(budget, 1000).Should().Be(1);
        _time.Advance(Interval);
        Take(budget, 1000).Should().Be(1);
    }

    [Fact]
    public void A_good_attempt_is_given_back()
    {
        var budget = new AttemptBudget<string>(2, Interval, _time);
        for (var i = 0; i < 10; i++)
        {
            budget.TryTake("key", out _).Should().BeTrue();
            budget.GiveBack("key");
        }

        Take(budget, 5).Should().Be(2);
    }

    private static int Take(AttemptBudget<string> budget, int times) => Enumerable.Range(0, times).Count(_ => budget.TryTake("key", out var _));
}
