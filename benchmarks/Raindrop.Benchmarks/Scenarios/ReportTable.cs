using System.Globalization;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The form of reports that people read.</summary>
internal static class ReportTable
{
    public static void Write(ScenarioReport report, TextWriter to)
    {
        to.WriteLine($"{report.Scenario} on {report.Server}: {report.Documents:N0} documents, {report.Rounds} rounds, medians (least to greatest)");
        if (report.Measured is { Raw.Count: > 0 } measured)
        {
            Line(to, "raw, documents/s", measured.Raw.Select(raw => report.Documents / raw.Elapsed.TotalSeconds), "N0");
            Line(to, "pipeline, documents/s", measured.Pipeline.Select(pass => report.Documents / pass.Elapsed.TotalSeconds), "N0");
            Line(to, "ratio", measured.Ratios, "F3");
            Line(to, "raw, ids known, documents/s", measured.RawKnowing.Select(raw => report.Documents / raw.Elapsed.TotalSeconds), "N0");
            Line(to, "  ratio to that", measured.KnowingRatios, "F3");
        }

        if (report.ProcessorSeconds is { } seconds) to.WriteLine($"  {"client processor s/10,000",-28}{seconds,10:F2} (raw {report.RawProcessorSeconds:F2})");
        if (report.ServerProcessorSeconds is { } server) to.WriteLine($"  {"server processor s/10,000",-28}{server,10:F2} (raw {report.RawServerProcessorSeconds:F2})");
        if (report.AllocatedBytes is { } allocated) to.WriteLine($"  {"client bytes allocated each",-28}{allocated,10:N0} (raw {report.RawAllocatedBytes:N0})");
        Count(to, "outdated", report.Outdated);
        Count(to, "executed", report.Executed);
        Count(to, "written", report.Written);
        Count(to, "requests", report.Requests);
        Count(to, "  that write", report.WriteRequests);
        Count(to, "  feed pages", report.FeedRequests);
        foreach (var size in report.Sizes ?? [])
            to.WriteLine($"  {$"{size.Documents:N0} documents",-28}{size.PeakMemoryBytes / 1048576.0,10:F1} MB working set, {size.PeakHeapBytes / 1048576.0:F1} MB heap, {size.DocumentsPerSecond:N0} documents/s, {size.Written:N0} written");
        if (report.Sizes is not null) to.WriteLine($"  {"largest to smallest",-28}{report.Ratio,10:F3}");
        else to.WriteLine($"  {"peak memory, MB",-28}{report.PeakMemoryBytes / 1048576.0,10:F1} (the whole benchmark)");
    }

    private static void Line(TextWriter to, string name, IEnumerable<double> values, string format)
    {
        var spread = Spread.Of(values);
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        to.WriteLine($"  {name,-28}{Text(spread.Median),10} ({Text(spread.Least)} to {Text(spread.Greatest)})");
    }

    private static void Count(TextWriter to, string name, long? value)
    {
        if (value is not null) to.WriteLine($"  {name,-28}{value,10:N0}");
    }
}
