using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.Providers;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>A provider with earlier ones beside it: who is asked, and what is told where none unwraps.</summary>
public sealed class CurrentAndEarlierKeyProvidersTests
{
    private const string Opens = "opens", Refuses = "refuses", Lacks = "lacks", Throttles = "throttles", Away = "away";
    private static readonly string[] Answers = [Opens, Refuses, Lacks, Throttles, Away];
    private static readonly KeyContext Context = new("s", "k", "x");
    private static readonly WrappedKey Wrapped = new("k", new byte[8]);

    public static TheoryData<string, string, string> Combinations
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var first in Answers) foreach (var second in Answers) foreach (var third in Answers) all.Add(first, second, third);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task The_first_that_unwraps_does_and_else_an_outage_is_told_before_a_lack_and_that_before_a_refusal(string first, string second, string third)
    {
        string[] answers = [first, second, third];
        var failures = answers.Select(Failure).ToList();
        using var key = Secret.Random(32);
        List<ScriptedProvider> all = [.. answers.Select((answer, i) => new ScriptedProvider { Act = _ => answer == Opens ? Task.FromResult(key.Clone()) : throw failures[i]! })];
        var provider = new CurrentAndEarlierKeyProviders(all[0], all[1..]);
        var unwrap = async () => await provider.UnwrapAsync(Wrapped, Context, TestContext.Current.CancellationToken);

        var opening = Array.IndexOf(answers, Opens);
        if (opening >= 0)
        {
            using var unwrapped = await unwrap();
            unwrapped.Equals(key).Should().BeTrue();
        }
        else
        {
            var expected = Array.FindIndex(answers, answer => answer is Throttles or Away);
            if (expected < 0) expected = Array.IndexOf(answers, Lacks);
            if (expected < 0) expected = 0;
            (await unwrap.Should().ThrowAsync<Exception>()).Which.Should().BeSameAs(failures[expected], "what it says about when to try again is kept");
        }

        var asked = opening < 0 ? 3 : opening + 1;
        all.Select(one => one.Calls).Should().Equal(Enumerable.Range(0, 3).Select(i => i < asked ? 1 : 0), "nobody is asked behind the one that unwraps");
    }

    [Theory]
    [InlineData(Opens)]
    [InlineData(Refuses)]
    [InlineData(Lacks)]
    [InlineData(Throttles)]
    [InlineData(Away)]
    public async Task The_current_one_alone_wraps(string answer)
    {
        var (current, earlier) = (new ScriptedProvider(), new ScriptedProvider());
        var failure = Failure(answer);
        if (failure is not null) current.Act = _ => throw failure;
        using var key = Secret.Random(32);
        var wrap = async () => await new CurrentAndEarlierKeyProviders(current, [earlier]).WrapAsync(key, Context, TestContext.Current.CancellationToken);

        if (failure is null) (await wrap()).KeyEncryptionKeyId.Should().Be("k");
        else (await wrap.Should().ThrowAsync<Exception>()).Which.Should().BeSameAs(failure);
        earlier.Calls.Should().Be(0);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_and_no_other_provider_is_asked()
    {
        using var stop = new CancellationTokenSource();
        var (current, earlier) = (new ScriptedProvider(), new ScriptedProvider());
        var provider = new CurrentAndEarlierKeyProviders(current, [earlier]);
        current.Act = async cancellationToken =>
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return Secret.Random(32);
        };

        await FluentActions.Awaiting(() => provider.UnwrapAsync(Wrapped, Context, stop.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        earlier.Calls.Should().Be(0);
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_the_current_one_refuses_waits_for_no_other()
    {
        using var stop = new CancellationTokenSource();
        var (current, earlier) = (new ScriptedProvider(), new ScriptedProvider());
        current.Act = async _ =>
        {
            await stop.CancelAsync();
            throw new KeyRefusedException();
        };

        await FluentActions.Awaiting(() => new CurrentAndEarlierKeyProviders(current, [earlier]).UnwrapAsync(Wrapped, Context, stop.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        earlier.Calls.Should().Be(0);
    }

    [Fact]
    public async Task What_is_no_answer_of_a_provider_is_passed_on()
    {
        var (current, earlier) = (new ScriptedProvider { Act = _ => throw new ObjectDisposedException("x") }, new ScriptedProvider());

        await FluentActions.Awaiting(() => new CurrentAndEarlierKeyProviders(current, [earlier]).UnwrapAsync(Wrapped, Context).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        earlier.Calls.Should().Be(0);
    }

    private static Exception? Failure(string answer) => answer switch
    {
        Refuses => new KeyRefusedException(),
        Lacks => new KeyProviderException(KeyProviderFailure.NotConfigured, "No such key."),
        Throttles => new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(7) },
        Away => new KeyProviderException(KeyProviderFailure.Unavailable, "Away."),
        _ => null,
    };
}
