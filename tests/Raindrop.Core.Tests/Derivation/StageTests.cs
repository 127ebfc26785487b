using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>How much is in work at once: batches between their bounds, runs up to a limit.</summary>
public sealed class StageTests
{
    private const int Smallest = 8;
    private const int Largest = 64;
    private static int _names;

    [Fact]
    public async Task Extensions_run_in_parallel_up_to_the_limit_and_not_beyond_it()
    {
        const int limit = 3;
        var tenant = await FilledAsync(40);
        var (running, most) = (0, 0);
        using var full = new ManualResetEventSlim();
        var runner = TestTenant.Runner(Copying(NewName(), _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == limit) full.Set();
            // Stays until as many as may be are here, so that one more would be seen.
            full.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return "{}";
        }), options => (options.MaxConcurrency, options.MinBatchSize, options.MaxBatchSize) = (limit, 1, 2));

        await runner.RunOnceAsync(tenant.Database);

        most.Should().Be(limit);
    }

    [Theory]
    [InlineData(10, Largest)]
    [InlineData(20_000, Smallest)]
    public async Task Batches_grow_while_outputs_are_small_and_shrink_while_they_are_large(int outputSize, int settlesAt)
    {
        var tenant = await FilledAsync(1000);
        var name = NewName();
        var sizes = new ConcurrentQueue<int>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Raindrop.Derivation",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "derivation.batch" && (string?)activity.GetTagItem("raindrop.extension") == name) sizes.Enqueue((int)activity.GetTagItem("raindrop.derivations")!);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var output = $$"""{"text":"{{new string('x', outputSize)}}"}""";

        await TestTenant.Runner(Copying(name, _ => output), Configure).RunOnceAsync(tenant.Database);

        sizes.Sum().Should().Be(1000);
        sizes.Should().OnlyContain(size => size <= Largest);
        // The last batch is what is left.
        sizes.SkipLast(1).TakeLast(5).Should().OnlyContain(size => size == settlesAt);
    }

    private static void Configure(DerivationOptions options) =>
        (options.MaxConcurrency, options.MinBatchSize, options.MaxBatchSize, options.MaxBatchBytes) = (1, Smallest, Largest, 64 * 1024);

    private static ExtensionRegistry Copying(string name, Func<string, string> run) => ExtensionRegistry.Create(
        [Notes.Note, new SchemaDefinition("d.copy", 1, SchemaKind.Derived)],
        [new TestExtension(new ExtensionDefinition { Id = name, Version = 1, Inputs = ["s.note"], Outputs = ["d.copy"] }, (context, input, _) =>
        {
            context.Emit("d.copy", input.Key, Encoding.UTF8.GetBytes(run(input.Key)));
            return ValueTask.CompletedTask;
        })]);

    /// <summary>A name of this test's own: activities are seen by the whole process.</summary>
    private static string NewName() => $"stage-{Interlocked.Increment(ref _names)}";

    private static async Task<TestTenant> FilledAsync(int count)
    {
        var tenant = new TestTenant();
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, count).Select(i => Notes.Of($"n{i:d4}", "hello"))]);
        return tenant;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }
}
