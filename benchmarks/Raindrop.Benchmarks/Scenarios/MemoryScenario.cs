using System.Diagnostics;
using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The memory of a pass over databases of different sizes. Each pass has a process of its own, since a peak is a process's.</summary>
internal sealed class MemoryScenario : IScenario
{
    private const int SmallSize = 200;

    public string Name => "memory";

    public string Description => "Compares the peak memory of passes over a small and a large database, each in a process of its own.";

    public async Task<ScenarioReport> RunAsync(BenchmarkStore store, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        List<MemoryReport> reports = [];
        foreach (var size in settings.Sizes) reports.Add(await MeasureAsync(store, size, cancellationToken));
        var (smallest, largest) = (reports.MinBy(report => report.Documents)!, reports.MaxBy(report => report.Documents)!);
        return new ScenarioReport
        {
            Scenario = Name,
            Server = store.Name,
            Documents = largest.Documents,
            Rounds = 1,
            DocumentsPerSecond = largest.DocumentsPerSecond,
            Ratio = (double)largest.PeakMemoryBytes / smallest.PeakMemoryBytes,
            Executed = largest.Executed,
            Written = largest.Written,
            PeakMemoryBytes = largest.PeakMemoryBytes,
            Sizes = reports,
        };
    }

    private static async Task<MemoryReport> MeasureAsync(BenchmarkStore store, int size, CancellationToken cancellationToken)
    {
        var database = await store.CreateDatabaseAsync(cancellationToken);
        try
        {
            await Seeder.SeedAsync(database, Corpus.Documents(Pipeline.SourceSchema(0), size, SmallSize), cancellationToken);
            return await RunChildAsync(store, database.Name, cancellationToken);
        }
        finally
        {
            await store.Server.DeleteDatabaseAsync(database.Name, CancellationToken.None);
        }
    }

    private static async Task<MemoryReport> RunChildAsync(BenchmarkStore store, string database, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under "dotnet program.dll" the process is dotnet.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(MemoryScenario).Assembly.Location);
        start.ArgumentList.Add(MemoryPass.Command);
        start.ArgumentList.Add(database);
        start.Environment[MemoryPass.ServerVariable] = store.ChildServer;
        using var child = Process.Start(start)!;
        try
        {
            var output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
            await child.WaitForExitAsync(cancellationToken);
            return child.ExitCode == 0 && ReportJson.ReadMemory(output) is { } report ? report : throw new InvalidOperationException("The process that ran the pass failed; its errors stand above.");
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }
}
