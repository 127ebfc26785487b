using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.Providers;
using static Raindrop.Core.Tests.Keys.Providers.BoundedCalls;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>How long a provider is waited for, and how many calls it has at once.</summary>
public sealed class BoundedKeyProviderTests
{
    private readonly BoundedCalls _calls = new();

    [Fact]
    public async Task A_call_that_takes_too_long_fails_as_unavailable_and_is_not_made_again()
    {
        _calls.Inner.Act = async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException();
        };
        var running = UnwrapAsync(_calls.Bound()).AsTask();
        await _calls.HasCalledAsync(1);

        _calls.Time.Advance(TimeSpan.FromSeconds(10));

        var failure = (await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>()).Which;
        (failure.Failure, failure.RetryAfter).Should().Be((KeyProviderFailure.Unavailable, null));
        failure.Message.Should().Contain("10 seconds");
        _calls.Inner.Calls.Should().Be(1);
    }

    [Fact]
    public async Task A_provider_that_heeds_no_token_is_abandoned_and_what_it_gives_later_is_zeroed()
    {
        var late = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Inner.Act = _ => late.Task;
        var running = UnwrapAsync(_calls.Bound()).AsTask();
        await _calls.HasCalledAsync(1);
        _calls.Time.Advance(TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>();

        var secret = Secret.Random(32);
        late.SetResult(secret);

        await UntilAsync(() => IsDisposed(secret));
    }

    [Fact]
    public async Task A_provider_that_blocks_its_caller_is_abandoned_too()
    {
        using var blocked = new ManualResetEventSlim();
        _calls.Inner.Act = _ =>
        {
            blocked.Wait(TestContext.Current.CancellationToken);
            return Task.FromResult(Secret.Random(32));
        };
        var running = UnwrapAsync(_calls.Bound()).AsTask();
        await _calls.HasCalledAsync(1);

        _calls.Time.Advance(TimeSpan.FromSeconds(10));

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>();
        blocked.Set();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_at_once()
    {
        _calls.Inner.Act = _ => new TaskCompletionSource<Secret>().Task;
        using var stop = new CancellationTokenSource();
        var running = UnwrapAsync(_calls.Bound(), stop.Token).AsTask();
        await _calls.HasCalledAsync(1);

        await stop.CancelAsync();

        (await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(stop.Token);
    }

    [Fact]
    public async Task A_call_that_hangs_counts_until_it_ends_and_those_that_wait_for_it_fail_in_time()
    {
        var hanging = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Inner.Act = _ => hanging.Task;
        var provider = _calls.Bound(limits => limits.MaxConcurrency = 2);
        var first = new[] { UnwrapAsync(provider).AsTask(), UnwrapAsync(provider).AsTask() };
        await _calls.HasCalledAsync(2);
        _calls.Time.Advance(TimeSpan.FromSeconds(10));
        foreach (var call in first) await FluentActions.Awaiting(() => call).Should().ThrowAsync<KeyProviderException>();

        var waiting = UnwrapAsync(provider).AsTask();
        _calls.Time.Advance(TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<KeyProviderException>();
        _calls.Inner.Calls.Should().Be(2, "the third found no turn");

        hanging.SetResult(Secret.Random(32));
        _calls.Inner.Act = _ => Task.FromResult(Secret.Random(32));
        (await UnwrapAsync(provider)).Dispose();
        _calls.Inner.Calls.Should().Be(3);
    }

    [Fact]
    public async Task Calls_that_were_given_up_before_they_got_a_thread_ask_nothing_and_hold_no_turn()
    {
        _calls.Time.FiresAtOnce = true;
        var provider = _calls.Bound(limits => limits.MaxConcurrency = 1);
        for (var i = 0; i < 1000; i++) (await FailureAsync(() => UnwrapAsync(provider))).Failure.Should().Be(KeyProviderFailure.Unavailable);
        _calls.Time.FiresAtOnce = false;

        (await UnwrapAsync(provider).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Dispose();
        _calls.Inner.Calls.Should().Be(1);
    }

    [Fact]
    public async Task More_callers_than_may_wait_are_refused_at_once()
    {
        var hanging = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Inner.Act = _ => hanging.Task;
        var provider = _calls.Bound(limits => (limits.MaxConcurrency, limits.MaxWaiting) = (1, 1));
        var running = UnwrapAsync(provider).AsTask();
        await _calls.HasCalledAsync(1);
        var waiting = UnwrapAsync(provider).AsTask();

        (await FailureAsync(() => UnwrapAsync(provider))).Failure.Should().Be(KeyProviderFailure.Throttled);

        hanging.SetResult(Secret.Random(32));
        _ = await running;
        _ = await waiting;
        _calls.Inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Wrapping_has_the_same_limits()
    {
        _calls.Inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) };
        var provider = _calls.Bound();
        using var key = Secret.Random(32);
        await FailureAsync(() => provider.WrapAsync(key, BoundedCalls.Context));
        await FailureAsync(() => provider.WrapAsync(key, BoundedCalls.Context));

        _calls.Inner.Calls.Should().Be(1);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_all_named()
    {
        var limits = new KeyProviderLimits { Timeout = TimeSpan.Zero, MaxConcurrency = 0, MaxWaiting = -1, LongestPause = TimeSpan.FromDays(1), Pause = TimeSpan.FromDays(2) };

        FluentActions.Invoking(() => new BoundedKeyProvider(_calls.Inner, limits)).Should().Throw<ArgumentException>()
            .WithMessage("*Timeout*MaxConcurrency*MaxWaiting*LongestPause*Pause*");
    }

    private static bool IsDisposed(Secret secret)
    {
        try
        {
            secret.Read().Dispose();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
