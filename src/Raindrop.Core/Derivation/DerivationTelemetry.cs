using System.Diagnostics;
using System.Diagnostics.Metrics;
using Raindrop.Derivation.Writing;

namespace Raindrop.Derivation;

/// <summary>The figures of derivation as metrics and activities. Tags name extensions, never a database or a document.</summary>
internal static class DerivationTelemetry
{
    public const string Name = "Raindrop.Derivation";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> ExecutedCount = Meter.CreateCounter<long>("raindrop.derivation.executed", "{derivation}", "Derivations that ran.");
    private static readonly Counter<long> FailedCount = Meter.CreateCounter<long>("raindrop.derivation.failed", "{derivation}", "Derivations that failed.");
    private static readonly Counter<long> WrittenCount = Meter.CreateCounter<long>("raindrop.derivation.written", "{document}", "Derived documents written.");
    private static readonly Counter<long> UnchangedCount = Meter.CreateCounter<long>("raindrop.derivation.unchanged", "{document}", "Outputs that came out as they already were.");
    private static readonly Counter<long> DeletedCount = Meter.CreateCounter<long>("raindrop.derivation.deleted", "{document}", "Derived documents deleted.");
    private static readonly Counter<long> DeadLetterCount = Meter.CreateCounter<long>("raindrop.derivation.dead_letters", "{derivation}", "Derivations that became dead letters.");
    private static readonly Histogram<double> PassDuration = Meter.CreateHistogram<double>("raindrop.derivation.pass.duration", "s", "The time that passes took.");

    public static Activity? StartPass() => Source.StartActivity("derivation.pass");

    public static Activity? StartBatch(string extension, int units) =>
        Source.StartActivity("derivation.batch")?.SetTag("raindrop.extension", extension).SetTag("raindrop.derivations", units);

    public static void Executed(string extension, int executed, int failed)
    {
        var tag = Tag(extension);
        ExecutedCount.Add(executed, tag);
        FailedCount.Add(failed, tag);
    }

    public static void Stored(string extension, WriteCounts counts, int deadLettered)
    {
        var tag = Tag(extension);
        WrittenCount.Add(counts.Written, tag);
        UnchangedCount.Add(counts.Unchanged, tag);
        DeletedCount.Add(counts.Deleted, tag);
        DeadLetterCount.Add(deadLettered, tag);
    }

    public static void Finished(TimeSpan elapsed) => PassDuration.Record(elapsed.TotalSeconds);

    private static KeyValuePair<string, object?> Tag(string extension) => new("raindrop.extension", extension);
}
