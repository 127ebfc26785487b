using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;
using Raindrop.Derivation;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The part of the memory scenario that runs in a process of its own: one pass, and what it took.</summary>
internal static class MemoryPass
{
    public const string Command = "memory-pass";
    public const string ServerVariable = "RAINDROP_BENCHMARK_SERVER";

    public static async Task<int> RunAsync(string database, CancellationToken cancellationToken)
    {
        var server = Environment.GetEnvironmentVariable(ServerVariable) ?? throw new InvalidOperationException($"{ServerVariable} names no server: this command is run by the memory scenario.");
        await using var store = await BenchmarkStore.OpenAsync(server);
        using var pipeline = new Pipeline(count: 1);
        var heap = new HeapWatch();
        var result = await pipeline.Runner.RunOnceAsync(store.Open(database), heap, cancellationToken);
        var executed = result.Extensions.Sum(extension => extension.Executed);
        var report = new MemoryReport
        {
            Documents = (int)executed,
            Executed = executed,
            Written = result.Extensions.Sum(extension => extension.Written),
            DocumentsPerSecond = executed / result.Elapsed.TotalSeconds,
            PeakMemoryBytes = Reports.PeakMemory(),
            PeakHeapBytes = heap.Peak,
        };
        Console.WriteLine(ReportJson.Write(report));
        return 0;
    }

    /// <summary>Looks at the heap after each batch, as the last collection left it.</summary>
    private sealed class HeapWatch : IProgress<DerivationProgress>
    {
        private long _peak;

        public long Peak => Interlocked.Read(ref _peak);

        public void Report(DerivationProgress value)
        {
            var size = GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes;
            for (var seen = Peak; size > seen; seen = Peak)
            {
                if (Interlocked.CompareExchange(ref _peak, size, seen) == seen) return;
            }
        }
    }
}
