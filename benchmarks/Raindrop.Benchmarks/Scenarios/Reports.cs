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
            DocumentsPerSecond = hasRaw ? Rate(documents, measured.Pipeline) : null,
            Ratio = hasRaw ? ratio.Median : null,
            LeastRatio = hasRaw ? ratio.Least : null,
            GreatestRatio = hasRaw ? ratio.Greatest : null,
            Outdated = last.Outdated,
            Executed = last.Executed,
            Written = last.Written,
            Requests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.All)).Median,
            WriteRequests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.Writes)).Median,
            FeedRequests = (long)Spread.Of(measured.Pipeline.Select(pass => (double)pass.Requests.Feeds)).Median,
            RawProcessorSeconds = hasRaw ? Processor(documents, measured.Raw) : null,
            ProcessorSeconds = hasRaw ? Processor(documents, measured.Pipeline) : null,
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

    private static double Processor(int documents, List<Measurement> measured) => Spread.Of(measured.Select(one => one.Processor.TotalSeconds * 10_000 / documents)).Median;
}
