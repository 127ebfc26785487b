using Raindrop.Credentials;
using Raindrop.Keys;
using static Raindrop.Core.Tests.Keys.Providers.BoundedCalls;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>What a provider's own answers become behind limits: it is left alone where it asks to be, and an outage is told from a refusal.</summary>
public sealed class BoundedKeyProviderAnswerTests
{
    private readonly BoundedCalls _calls = new();

    [Fact]
    public async Task A_provider_that_asks_to_wait_is_left_alone_for_as_long()
    {
        var provider = _calls.Bound();
        _calls.Inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) };
        (await FailureAsync(() => UnwrapAsync(provider))).RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
        _calls.Inner.Act = _ => Task.FromResult(Secret.Random(32));

        _calls.Time.Advance(TimeSpan.FromSeconds(20));
        var refused = await FailureAsync(() => UnwrapAsync(provider));
        (refused.Failure, refused.RetryAfter).Should().Be((KeyProviderFailure.Throttled, TimeSpan.FromSeconds(10)));
        _calls.Inner.Calls.Should().Be(1);

        _calls.Time.Advance(TimeSpan.FromSeconds(10));
        (await UnwrapAsync(provider)).Dispose();
        _calls.Inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Who_waits_for_a_turn_when_it_asks_to_wait_does_not_ask_it_either()
    {
        var first = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Inner.Act = _ => first.Task;
        var provider = _calls.Bound(limits => limits.MaxConcurrency = 1);
        var running = UnwrapAsync(provider).AsTask();
        await _calls.HasCalledAsync(1);
        var waiting = UnwrapAsync(provider).AsTask();

        first.SetException(new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) });

        foreach (var call in new[] { running, waiting }) (await FailureAsync(() => new ValueTask<Secret>(call))).RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
        _calls.Inner.Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 0)]
    [InlineData(-5.0, 0)]
    [InlineData(36_000.0, 60)]
    [InlineData(1e9, 60)]
    public async Task A_pause_is_as_long_as_asked_but_never_longer_than_the_limit(double? asked, int seconds)
    {
        var provider = _calls.Bound();
        _calls.Inner.Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = asked is { } value ? TimeSpan.FromSeconds(value) : null };
        await FailureAsync(() => UnwrapAsync(provider));
        _calls.Inner.Act = _ => Task.FromResult(Secret.Random(32));

        if (seconds > 0)
        {
            _calls.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            await FailureAsync(() => UnwrapAsync(provider));
            _calls.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await UnwrapAsync(provider)).Dispose();
        _calls.Inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task An_outage_is_passed_on_and_the_next_call_is_made()
    {
        var outage = new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");
        _calls.Inner.Act = _ => throw outage;
        var provider = _calls.Bound();
        (await FailureAsync(() => UnwrapAsync(provider))).Should().BeSameAs(outage);
        _calls.Inner.Act = _ => Task.FromResult(Secret.Random(32));

        (await UnwrapAsync(provider)).Dispose();
        _calls.Inner.Calls.Should().Be(2);
    }

    [Fact]
    public async Task A_refusal_stays_a_refusal()
    {
        _calls.Inner.Act = _ => throw new KeyRefusedException();

        await FluentActions.Awaiting(() => UnwrapAsync(_calls.Bound()).AsTask()).Should().ThrowAsync<KeyRefusedException>();
    }

    public static TheoryData<Exception> Surprises => [new HttpRequestException("x"), new TaskCanceledException("its own timeout"), new FormatException("x"), new IOException("x"), new ArgumentException("what the database gave it")];

    [Theory]
    [MemberData(nameof(Surprises), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_else_it_throws_is_an_outage(Exception surprise)
    {
        _calls.Inner.Act = _ => throw surprise;

        var failure = await FailureAsync(() => UnwrapAsync(_calls.Bound()));

        failure.Failure.Should().Be(KeyProviderFailure.Unavailable);
        failure.InnerException.Should().BeSameAs(surprise);
    }
}
