using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>A pass says what it did three times over: as its result, as progress, and as metrics. They agree.</summary>
public sealed class ReportTests
{
    /// <summary>A name of this test's own: metrics are seen by the whole process.</summary>
    private const string Extension = "report-tests";

    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };
    private readonly TestTenant _tenant = new();

    [Fact]
    public async Task The_result_the_last_progress_and_the_metrics_say_the_same()
    {
        var metrics = new ConcurrentDictionary<string, long>();
        var durations = new ConcurrentQueue<double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, meters) => Listen(instrument, meters) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "raindrop.extension", Value: Extension }) metrics.AddOrUpdate(instrument.Name["raindrop.derivation.".Length..], value, (_, sum) => sum + value);
            }
        });
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => durations.Enqueue(value));
        listener.Start();
        foreach (var key in new[] { "a", "b", "c", "bad" }) await _tenant.PutAsync(key, key == "bad" ? "fail" : "some words");
        var first = await RunAsync(1);
        await _tenant.PutAsync("a", "other words altogether");
        await _tenant.DeleteAsync("b");

        var second = await RunAsync(2);

        first.Should().BeEquivalentTo(new { Outdated = 4, Executed = 4, Written = 3, Unchanged = 0, Deleted = 0, Failed = 1, DeadLettered = 1 });
        second.Should().BeEquivalentTo(new { Outdated = 3, Executed = 3, Written = 1, Unchanged = 1, Deleted = 1, Failed = 1, DeadLettered = 1 });
        metrics.Should().BeEquivalentTo(new Dictionary<string, long>
        {
            ["executed"] = first.Executed + second.Executed,
            ["failed"] = first.Failed + second.Failed,
            ["written"] = first.Written + second.Written,
            ["unchanged"] = first.Unchanged + second.Unchanged,
            ["deleted"] = first.Deleted + second.Deleted,
            ["dead_letters"] = first.DeadLettered + second.DeadLettered,
        });
        durations.Should().Contain(duration => duration > 0);
    }

    private static void Listen(Instrument instrument, MeterListener meters)
    {
        if (instrument.Meter.Name == "Raindrop.Derivation") meters.EnableMeasurementEvents(instrument);
    }

    private async Task<ExtensionResult> RunAsync(int version)
    {
        var reports = new Reports();
        var options = Options.Create(new DerivationOptions { RetryDelay = TimeSpan.Zero, UseLease = false });
        var runner = new DerivationRunner(Registry(version), new IdentifierHasher(new byte[32]), options, new FollowedTenants(_time), _time);

        var result = await runner.RunOnceAsync(_tenant.Database, reports);

        var extension = result.Extensions.Should().ContainSingle().Subject;
        reports.All.Select(report => report.Phase).Distinct().Should().Equal(DerivationPhase.Scanning, DerivationPhase.Deriving, DerivationPhase.Finished);
        reports.All.Last().Extensions.Should().BeEquivalentTo(result.Extensions);
        reports.All.Select(report => report.Elapsed).Should().BeInAscendingOrder();
        result.Elapsed.Should().BeGreaterThanOrEqualTo(reports.All.Last().Elapsed);
        extension.LastAdvance.Should().BeAfter(_time.Start).And.BeOnOrBefore(_time.GetUtcNow());
        extension.Rate.Should().BePositive().And.BeLessThanOrEqualTo(extension.Executed / _time.AutoAdvanceAmount.TotalSeconds);
        return extension;
    }

    private static ExtensionRegistry Registry(int version) => ExtensionRegistry.Create(
        [Notes.Note, new SchemaDefinition("d.copy", 1, SchemaKind.Derived)],
        [new TestExtension(new ExtensionDefinition { Id = Extension, Version = version, Inputs = ["s.note"], Outputs = ["d.copy"] }, (context, input, _) =>
        {
            if (input.Key == "bad") throw new DerivationException(DerivationFailure.InvalidInput, "It does not like this one.");
            context.Emit("d.copy", input.Key, input.Document.Content.Span);
            return ValueTask.CompletedTask;
        })]);

    private sealed class Reports : IProgress<DerivationProgress>
    {
        public ConcurrentQueue<DerivationProgress> All { get; } = new();

        public void Report(DerivationProgress value) => All.Enqueue(value);
    }
}
