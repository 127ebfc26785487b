using System.Diagnostics;
using Raindrop.Credentials;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Keys;
using Raindrop.Keys.Providers;
using Raindrop.TestServers.Kms;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>A key service in trouble, over a real socket: each call is one request, and a typed failure in bounded time.</summary>
public sealed class DisturbedKmsTests : IAsyncDisposable
{
    private static readonly KeyContext Context = new("s", "k", "x");
    private readonly FakeKms _kms = new();
    private readonly HttpClient _http;
    private BoundedKeyProvider _provider;

    public DisturbedKmsTests()
    {
        _http = new HttpClient { BaseAddress = _kms.Address };
        // More than a busy machine needs for a call.
        _provider = Bounded(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _kms.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_service_is_waited_for()
    {
        _kms.Delay = TimeSpan.FromMilliseconds(100);

        await WrapAsync();

        _kms.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_is_too_slow_is_unavailable_after_the_time_limit()
    {
        _kms.Delay = TimeSpan.FromSeconds(20);
        BeImpatient();
        var clock = Stopwatch.StartNew();

        (await FailureAsync()).Failure.Should().Be(KeyProviderFailure.Unavailable);

        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(400)).And.BeLessThan(TimeSpan.FromSeconds(10));
        _kms.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_is_silent_is_unavailable_after_the_time_limit()
    {
        _kms.Disturbance = ScriptedAnswer.Silence;
        BeImpatient();

        (await FailureAsync()).Failure.Should().Be(KeyProviderFailure.Unavailable);
        _kms.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_stops_in_the_midst_of_its_answer_is_unavailable_after_the_time_limit()
    {
        _kms.Disturbance = ScriptedAnswer.Stalled("""{"data":""");
        BeImpatient();

        (await FailureAsync()).Failure.Should().Be(KeyProviderFailure.Unavailable);
        _kms.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_is_asked_too_often_is_left_alone_for_as_long_as_it_says()
    {
        _kms.Disturbance = ScriptedAnswer.Json(429, "{}", "Retry-After: 7");

        var failure = await FailureAsync();
        (failure.Failure, failure.RetryAfter).Should().Be((KeyProviderFailure.Throttled, TimeSpan.FromSeconds(7)));
        _kms.Disturbance = null;
        for (var i = 0; i < 20; i++) (await FailureAsync()).RetryAfter.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(7));

        _kms.Requests.Should().Be(1, "it asked for 7 seconds without requests");
    }

    public static TheoryData<string> Breakages => ["503", "reset", "cut", "nonsense", "nothing", "null", "html"];

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task A_service_that_fails_is_unavailable_and_asked_again_only_by_the_next_call(string breakage)
    {
        _kms.Disturbance = breakage switch
        {
            "503" => ScriptedAnswer.Json(503, "{}", "Retry-After: 7"),
            "reset" => ScriptedAnswer.Reset,
            "cut" => ScriptedAnswer.Cut("""{"data":"AA"""),
            "nonsense" => ScriptedAnswer.Json(200, """{"data":"not base 64"}"""),
            "nothing" => ScriptedAnswer.Json(200, "{}"),
            "null" => ScriptedAnswer.Json(200, "null"),
            _ => ScriptedAnswer.Whole(200, "text/html", "<html>"u8.ToArray()),
        };

        (await FailureAsync()).Failure.Should().Be(KeyProviderFailure.Unavailable);
        var asked = _kms.Requests;
        asked.Should().Be(1);
        _kms.Disturbance = null;

        await WrapAsync();
        _kms.Requests.Should().Be(asked + 1);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_service_that_does_not_know_the_host_or_the_key_is_not_configured(int status)
    {
        _kms.Disturbance = ScriptedAnswer.Json(status, "{}");

        (await FailureAsync()).Failure.Should().Be(KeyProviderFailure.NotConfigured);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_at_once()
    {
        _kms.Disturbance = ScriptedAnswer.Silence;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var key = Secret.Random(32);

        await FluentActions.Awaiting(() => _provider.WrapAsync(key, Context, stop.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    private void BeImpatient() => _provider = Bounded(TimeSpan.FromMilliseconds(500));

    private BoundedKeyProvider Bounded(TimeSpan timeout) => new(new KmsKeyProvider(_http, _kms.CreateKey()), new KeyProviderLimits { Timeout = timeout });

    private async Task WrapAsync()
    {
        using var key = Secret.Random(32);
        await _provider.WrapAsync(key, Context, TestContext.Current.CancellationToken);
    }

    private async Task<KeyProviderException> FailureAsync() => (await FluentActions.Awaiting(WrapAsync).Should().ThrowAsync<KeyProviderException>()).Which;
}
