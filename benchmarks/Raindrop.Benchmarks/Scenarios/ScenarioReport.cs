using System.Text.Json.Serialization;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>What a scenario found. What does not apply to it is left out.</summary>
internal sealed record ScenarioReport
{
    public required string Scenario { get; init; }

    public required string Server { get; init; }

    /// <summary>Documents that each side went through.</summary>
    public required int Documents { get; init; }

    public int Rounds { get; init; }

    /// <summary>Documents a second by bare requests, which ask for the ids first as the pipeline must; the median.</summary>
    public double? RawDocumentsPerSecond { get; init; }

    /// <summary>The same where the ids are known beforehand.</summary>
    public double? RawKnowingDocumentsPerSecond { get; init; }

    /// <summary>Documents a second by the pipeline, its bookkeeping included; the median.</summary>
    public double? DocumentsPerSecond { get; init; }

    /// <summary>The pipeline's speed as a part of the raw speed of the same round; the median.</summary>
    public double? Ratio { get; init; }

    /// <summary>The pipeline's speed as a part of the speed of bare requests that know the ids beforehand.</summary>
    public double? KnowingRatio { get; init; }

    public double? LeastRatio { get; init; }

    public double? GreatestRatio { get; init; }

    /// <summary>Derivations that were outdated, in one pass.</summary>
    public long? Outdated { get; init; }

    /// <summary>Derivations that ran, in one pass.</summary>
    public long? Executed { get; init; }

    /// <summary>Derived documents written, in one pass.</summary>
    public long? Written { get; init; }

    /// <summary>Requests of one pass; the median.</summary>
    public long? Requests { get; init; }

    /// <summary>Of these, requests that write.</summary>
    public long? WriteRequests { get; init; }

    /// <summary>Of these, pages of the changes feed.</summary>
    public long? FeedRequests { get; init; }

    /// <summary>Processor seconds of the client for 10,000 documents: raw, and by the pipeline.</summary>
    public double? RawProcessorSeconds { get; init; }

    public double? ProcessorSeconds { get; init; }

    /// <summary>Processor seconds of the server for 10,000 documents: raw, and by the pipeline; where the server was started here.</summary>
    public double? RawServerProcessorSeconds { get; init; }

    public double? ServerProcessorSeconds { get; init; }

    /// <summary>Bytes that the client allocated for a document: raw, and by the pipeline.</summary>
    public double? RawAllocatedBytes { get; init; }

    public double? AllocatedBytes { get; init; }

    /// <summary>The largest working set of the process that ran the passes, in bytes.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>Where sizes are compared, what each took.</summary>
    public IReadOnlyList<MemoryReport>? Sizes { get; init; }

    [JsonIgnore]
    public Alternation? Measured { get; init; }
}
