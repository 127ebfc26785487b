using System.Diagnostics;
using Raindrop.Benchmarks.Stores;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Makes reports of measurements.</summary>
internal static class Reports
{
    public static ScenarioReport Of(string scenario, BenchmarkStore store, int documents, Alternation measured)
    {
        var ratio = Spread.Of(measured.Ratios);
        var last = measured.Pipeline[^1];
        var hasRaw = measured.Raw.Count > 0;
        return new ScenarioReport
        {
            Scenario = scenario,
            Server = store.Name,
            Documents = documents,
            Rounds = measured.Pipeline.Count,
            RawDocumentsPerSecond = hasRaw ? Rate(documents, measured.Raw) : null,
            RawKnowingDocumentsPerSecond = hasRaw ? Rate(documents, measured.RawKnowing) : null,
            DocumentsPerSecond = hasRaw ? Rate(documents, measured.Pipeline) : null,
            Ratio = hasRaw ? ratio.Median : null,
            KnowingRatio = hasRaw ? Spread.Of(measured.KnowingRatios).Median : null,
            LeastRatio = hasRaw ? ratio.Least : null,
            GreatestRatio = hasRaw ? ratio.Greatest : null,
            Outdated = last.Outdated,
            Executed = last.Executed,
            Written = last.Written,
            Requests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.All)).Median,
            WriteRequests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.Writes)).Median,
            FeedRequests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.Feeds)).Median,
            RawProcessorSeconds = hasRaw ? Processor(documents, measured.Raw, one => one.Processor) : null,
            ProcessorSeconds = hasRaw ? Processor(documents, measured.Pipeline, one => one.Processor) : null,
            RawServerProcessorSeconds = hasRaw ? Processor(documents, measured.Raw, one => one.ServerProcessor) : null,
            ServerProcessorSeconds = hasRaw ? Processor(documents, measured.Pipeline, one => one.ServerProcessor) : null,
            RawAllocatedBytes = hasRaw ? Spread.Of(measured.Raw.Select(one => (double)one.Allocated / documents)).Median : null,
            AllocatedBytes = hasRaw ? Spread.Of(measured.Pipeline.Select(one => (double)one.Allocated / documents)).Median : null,
            PeakMemoryBytes = PeakMemory(),
            Measured = measured,
        };
    }

    public static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static double Rate(int documents, List<Measurement> measured) => Spread.Of(measured.Select(one => documents / one.Elapsed.TotalSeconds)).Median;

    private static double? Processor(int documents, List<Measurement> measured, Func<Measurement, TimeSpan?> time) =>
        measured.All(one => time(one) is not null) ? Spread.Of(measured.Select(one => time(one)!.Value.TotalSeconds * 10_000 / documents)).Median : null;
}
