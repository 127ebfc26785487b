using System.Diagnostics;
using Raindrop.Benchmarks.Stores;
using Raindrop.Derivation;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>One timed piece of work.</summary>
internal sealed record Measurement
{
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The processor time of this process, server left out.</summary>
    public required TimeSpan Processor { get; init; }

    /// <summary>The processor time of the server, where it is known.</summary>
    public TimeSpan? ServerProcessor { get; init; }

    /// <summary>What this process allocated meanwhile, in bytes.</summary>
    public long Allocated { get; init; }

    public RequestCounts Requests { get; init; }

    /// <summary>What the pipeline says that it did; <see langword="null"/> of raw work.</summary>
    public DerivationResult? Result { get; init; }

    public long Executed => Result?.Extensions.Sum(extension => extension.Executed) ?? 0;

    public long Outdated => Result?.Extensions.Sum(extension => extension.Outdated) ?? 0;

    public long Written => Result?.Extensions.Sum(extension => extension.Written) ?? 0;

    public long Unchanged => Result?.Extensions.Sum(extension => extension.Unchanged) ?? 0;

    public static Task<Measurement> OfRawAsync(BenchmarkStore store, Func<Task> work) => OfAsync(store, isCounted: false, async () =>
    {
        await work();
        return null;
    });

    public static Task<Measurement> OfPassAsync(BenchmarkStore store, Func<Task<DerivationResult>> pass) => OfAsync(store, isCounted: true, async () => await pass());

    private static async Task<Measurement> OfAsync(BenchmarkStore store, bool isCounted, Func<Task<DerivationResult?>> work)
    {
        // What was prepared is not the measured work's rubbish.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var requests = isCounted ? store.Requests : null;
        var (processor, server, allocated, counted, started) = (process.TotalProcessorTime, store.ServerProcessor, GC.GetTotalAllocatedBytes(precise: true), requests?.Read() ?? default, TimeProvider.System.GetTimestamp());
        var result = await work();
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        process.Refresh();
        return new Measurement
        {
            Elapsed = elapsed,
            Processor = process.TotalProcessorTime - processor,
            ServerProcessor = store.ServerProcessor - server,
            Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated,
            Requests = (requests?.Read() ?? default).Since(counted),
            Result = result,
        };
    }
}
