using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Raindrop.Benchmarks.Micro;

/// <summary>Runs the benchmarks of single pieces.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Argument<string>("filter") { Description = "Which benchmarks, for example *Ledger*.", DefaultValueFactory = _ => "*" };
        var command = new Command("micro", "Measures the hot pieces by themselves: time and allocations.") { filter };
        command.SetAction(parsed => Run(parsed.GetValue(filter)!));
        return command;
    }

    private static int Run(string filter)
    {
        // In this process: a generated project would inherit the repository's rules for code that people write.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var pattern = filter.Contains('*', StringComparison.Ordinal) ? filter : $"*{filter}*";
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", pattern], DefaultConfig.Instance.AddJob(job));
        // A benchmark that threw has no result, and is a failure of the run.
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
