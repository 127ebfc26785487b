namespace Raindrop.Benchmarks.Scenarios;

/// <summary>What one pass over a database took, in a process of its own.</summary>
internal sealed record MemoryReport
{
    public int Documents { get; init; }

    public long Executed { get; init; }

    public long Written { get; init; }

    public double DocumentsPerSecond { get; init; }

    /// <summary>The largest working set, in bytes.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>The largest managed heap after a collection, in bytes.</summary>
    public long PeakHeapBytes { get; init; }
}
