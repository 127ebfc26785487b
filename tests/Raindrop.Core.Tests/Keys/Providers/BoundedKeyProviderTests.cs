using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.Providers;

namespace Raindrop.Core.Tests.Keys.Providers;

public sealed class BoundedKeyProviderTests
{
    private static readonly KeyContext Context = new("s", "k", "x");
    private static readonly WrappedKey Wrapped = new("k", new byte[8]);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedProvider _inner = new();

    [Fact]
    public async Task A_call_that_takes_too_long_fails_as_unavailable_and_is_not_made_again()
    {
        _inner.Act = async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException();
        };
        var running = Unwrap(Bound()).AsTask();
        await HasCalledAsync(1);

        _time.Advance(TimeSpan.FromSeconds(10));

        var failure = (await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>()).Which;
        (failure.Failure, failure.RetryAfter).Should().Be((KeyProviderFailure.Unavailable, null));
        failure.Message.Should().Contain("10 seconds");
        _inner.Calls.Should().Be(1);
    }

    [Fact]
    public async Task A_provider_that_heeds_no_token_is_abandoned_and_what_it_gives_later_is_zeroed()
    {
        var late = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Act = _ => late.Task;
        var running = Unwrap(Bound()).AsTask();
        await HasCalledAsync(1);
        _time.Advance(TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>();

        var secret = Secret.Random(32);
        late.SetResult(secret);

        await UntilAsync(() => IsDisposed(secret));
    }

    [Fact]
    public async Task A_provider_that_blocks_its_caller_is_abandoned_too()
    {
        using var blocked = new ManualResetEventSlim();
        _inner.Act = _ =>
        {
            blocked.Wait(TestContext.Current.CancellationToken);
            return Task.FromResult(Secret.Random(32));
        };
        var running = Unwrap(Bound()).AsTask();
        await HasCalledAsync(1);

        _time.Advance(TimeSpan.FromSeconds(10));

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<KeyProviderException>();
        blocked.Set();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_at_once()
    {
        _inner.Act = _ => new TaskCompletionSource<Secret>().Task;
        using var stop = new CancellationTokenSource();
        var running = Unwrap(Bound(), stop.Token).AsTask();
        await HasCalledAsync(1);

        await stop.CancelAsync();

        (await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(stop.Token);
    }

    [Fact]
    public async Task A_call_that_hangs_counts_until_it_ends_and_those_that_wait_for_it_fail_in_time()
    {
        var hanging = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Act = _ => hanging.Task;
        var provider = Bound(limits => limits.MaxConcurrency = 2);
        var first = new[] { Unwrap(provider).AsTask(), Unwrap(provider).AsTask() };
        await HasCalledAsync(2);
        _time.Advance(TimeSpan.FromSeconds(10));
        foreach (var call in first) await FluentActions.Awaiting(() => call).Should().ThrowAsync<KeyProviderException>();

        var waiting = Unwrap(provider).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<KeyProviderException>();
        _inner.Calls.Should().Be(2, "the third found no turn");

        hanging.SetResult(Secret.Random(32));
        _inner.Act = _ => Task.FromResult(Secret.Random(32));
        (await Unwrap(provider)).Dispose();
        _inner.Calls.Should().Be(3);
    }

    [Fact]
    public async Task More_callers_than_may_wait_are_refused_at_once()
    {
        var hanging = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Act = _ => hanging.Task;
        var provider = Bound(limits => (limits.MaxConcurrency, limits.MaxWaiting) = (1, 1));
        var running = Unwrap(provider).AsTask();
        await HasCalledAsync(1);
        var waiting = Unwrap(provider).AsTask();

        (await FailureAsync(() => Unwrap(provider))).Failure.Should().Be(KeyProviderFailure.Throttled);

        hanging.SetResult(Secret.Random(32));
        _ = await running;
        _ = await waiting;
        _inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task A_provider_that_asks_to_wait_is_left_alone_for_as_long()
    {
        var provider = Bound();
        _inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) };
        (await FailureAsync(() => Unwrap(provider))).RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
        _inner.Act = _ => Task.FromResult(Secret.Random(32));

        _time.Advance(TimeSpan.FromSeconds(20));
        var refused = await FailureAsync(() => Unwrap(provider));
        (refused.Failure, refused.RetryAfter).Should().Be((KeyProviderFailure.Throttled, TimeSpan.FromSeconds(10)));
        _inner.Calls.Should().Be(1);

        _time.Advance(TimeSpan.FromSeconds(10));
        (await Unwrap(provider)).Dispose();
        _inner.Calls.Should().Be(2);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 0)]
    [InlineData(-5.0, 0)]
    [InlineData(36_000.0, 60)]
    [InlineData(1e9, 60)]
    public async Task A_pause_is_as_long_as_asked_but_never_longer_than_the_limit(double? asked, int seconds)
    {
        var provider = Bound();
        _inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = asked is { } value ? TimeSpan.FromSeconds(value) : null };
        await FailureAsync(() => Unwrap(provider));
        _inner.Act = _ => Task.FromResult(Secret.Random(32));

        if (seconds > 0)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            await FailureAsync(() => Unwrap(provider));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await Unwrap(provider)).Dispose();
        _inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task An_outage_is_passed_on_and_the_next_call_is_made()
    {
        var outage = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        _inner.Act = _ => throw outage;
        var provider = Bound();
        (await FailureAsync(() => Unwrap(provider))).Should().BeSameAs(outage);
        _inner.Act = _ => Task.FromResult(Secret.Random(32));

        (await Unwrap(provider)).Dispose();
        _inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task A_refusal_stays_a_refusal()
    {
        _inner.Act = _ => throw new KeyRefusedException();

        await FluentActions.Awaiting(() => Unwrap(Bound()).AsTask()).Should().ThrowAsync<KeyRefusedException>();
    }

    public static TheoryData<Exception> Surprises => [new HttpRequestException("x"), new TaskCanceledException("its own timeout"), new FormatException("x"), new IOException("x"), new ArgumentException("what the database gave it")];

    [Theory]
    [MemberData(nameof(Surprises), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_else_it_throws_is_an_outage(Exception surprise)
    {
        _inner.Act = _ => throw surprise;

        var failure = await FailureAsync(() => Unwrap(Bound()));

        failure.Failure.Should().Be(KeyProviderFailure.Unavailable);
        failure.InnerException.Should().BeSameAs(surprise);
    }

    [Fact]
    public async Task Wrapping_has_the_same_limits()
    {
        _inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) };
        var provider = Bound();
        using var key = Secret.Random(32);
        await FailureAsync(() => provider.WrapAsync(key, Context));
        await FailureAsync(() => provider.WrapAsync(key, Context));

        _inner.Calls.Should().Be(1);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_all_named()
    {
        var limits = new KeyProviderLimits { Timeout = TimeSpan.Zero, MaxConcurrency = 0, MaxWaiting = -1, LongestPause = TimeSpan.FromDays(1), Pause = TimeSpan.FromDays(2) };

        FluentActions.Invoking(() => new BoundedKeyProvider(_inner, limits)).Should().Throw<ArgumentException>()
            .WithMessage("*Timeout*MaxConcurrency*MaxWaiting*LongestPause*Pause*");
    }

    private BoundedKeyProvider Bound(Action<KeyProviderLimits>? configure = null)
    {
        var limits = new KeyProviderLimits();
        configure?.Invoke(limits);
        return new BoundedKeyProvider(_inner, limits, _time);
    }

    private static ValueTask<Secret> Unwrap(BoundedKeyProvider provider, CancellationToken cancellationToken = default) => provider.UnwrapAsync(Wrapped, Context, cancellationToken);

    private static async Task<KeyProviderException> FailureAsync<T>(Func<ValueTask<T>> call) =>
        (await FluentActions.Awaiting(async () => await call()).Should().ThrowAsync<KeyProviderException>()).Which;

    private Task HasCalledAsync(int calls) => UntilAsync(() => _inner.Calls == calls);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(5, limit.Token);
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
