using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Extensions;
using Raindrop.Testing;

namespace Raindrop.Core.Tests.Harness;

public sealed class DeterminismTests
{
    [Fact]
    public async Task A_pure_extension_passes()
    {
        var report = await Check(async (context, input, token) =>
        {
            var reads = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => context.ReadAsync("d.r", $"{i}", token).AsTask()));
            Emit(context, $"{JsonDocument.Parse(input.Document.Content).RootElement.GetProperty("z").GetInt32()} {string.Join(' ', reads.Select(read => read?.Key))}");
        });

        report.ToString().Should().Be("12 runs gave the same bytes.");
        report.IsDeterministic.Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_that_is_always_the_same_passes() =>
        (await Check((_, _, _) => throw new FormatException())).IsDeterministic.Should().BeTrue();

    [Fact]
    public async Task Random_numbers_are_seen() =>
        (await Check((context, _, _) =>
        {
            Emit(context, Guid.NewGuid().ToString());
            return default;
        })).Differences.Should().Contain(difference => difference.Contains("run again") && difference.Contains("the body of d:k:e differs"));

    [Fact]
    public async Task Depending_on_the_order_in_which_reads_are_answered_is_seen() =>
        (await Check(async (context, _, token) =>
        {
            var order = new ConcurrentQueue<int>();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            {
                await context.ReadAsync("d.r", $"{i}", token);
                order.Enqueue(i);
            }));
            Emit(context, string.Join(' ', order));
        })).Differences.Should().NotBeEmpty().And.OnlyContain(difference => difference.Contains("reads answered in another order"));

    [Fact]
    public async Task Depending_on_the_culture_is_seen() =>
        (await Check((context, _, _) =>
        {
            Emit(context, string.Format(System.Globalization.CultureInfo.CurrentCulture, "{0}", 1.5));
            return default;
        })).Differences.Should().ContainSingle().Which.Should().Contain("another culture");

    [Fact]
    public async Task Copying_how_the_input_is_spelled_is_seen_and_copying_what_it_says_is_not()
    {
        (await Check((context, input, _) =>
        {
            context.Emit("d", "k", input.Document.Content.Span);
            return default;
        })).Differences.Should().ContainSingle().Which.Should().Contain("the same JSON spelled differently").And.Contain("the body of d:k:e differs");
        (await Check((context, input, _) =>
        {
            context.Emit("d", "k", JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(input.Document.Content).RootElement));
            return default;
        })).IsDeterministic.Should().BeTrue();
    }

    [Fact]
    public async Task State_that_is_kept_between_runs_is_seen()
    {
        var count = 0;
        (await Check((context, _, _) =>
        {
            context.Emit("d", $"k{Interlocked.Increment(ref count)}", "{}"u8);
            return default;
        })).Differences.Should().HaveCount(11).And.Contain(difference => difference.Contains("it did not emit d:k1:e"));
    }

    [Fact]
    public async Task Other_attachments_other_reads_and_other_endings_are_seen()
    {
        var count = 0;
        (await Check((context, _, _) =>
        {
            context.Emit("d", "k", "{}"u8).Attach("a", "text/plain", new[] { (byte)Interlocked.Increment(ref count) });
            return default;
        })).Differences.Should().Contain(difference => difference.Contains("the attachments of d:k:e differ"));
        (await Check(async (context, _, token) => await context.ReadAsync("d.r", $"{Interlocked.Increment(ref count)}", token)))
            .Differences.Should().Contain(difference => difference.Contains("it read other documents"));
        var failed = 0;
        (await Check((_, _, _) => Interlocked.Exchange(ref failed, 1) == 0 ? throw new FormatException() : default))
            .Differences.Should().Contain(difference => difference.Contains("ended with success instead of ExtensionFailed"));
    }

    [Fact]
    public async Task A_check_of_nothing_does_not_pass() =>
        await new ExtensionHarness(TestExtension.Of("e", ["s"], ["d"])).Awaiting(h => h.CheckDeterminismAsync(TestContext.Current.CancellationToken))
            .Should().ThrowAsync<InvalidOperationException>();

    private static Task<DeterminismReport> Check(Func<IDerivationContext, DerivationInput, CancellationToken, ValueTask> run)
    {
        var definition = new ExtensionDefinition { Id = "e", Version = 1, Inputs = ["s"], Outputs = ["d"], Reads = ["d.r"] };
        var harness = new ExtensionHarness(new TestExtension(definition, run)).GivenSource("s", "k", """{"z":1,"a":2}""");
        for (var i = 0; i < 8; i += 2) harness.GivenDerived("d.r", $"{i}", "{}");
        return harness.CheckDeterminismAsync(TestContext.Current.CancellationToken);
    }

    private static void Emit(IDerivationContext context, string text) => context.Emit("d", "k", Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));
}
