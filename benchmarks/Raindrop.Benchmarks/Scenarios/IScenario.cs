using Raindrop.Benchmarks.Stores;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Something that is measured as a whole.</summary>
internal interface IScenario
{
    string Name { get; }

    /// <summary>What it measures, for the help.</summary>
    string Description { get; }

    Task<ScenarioReport> RunAsync(BenchmarkStore store, ScenarioSettings settings, CancellationToken cancellationToken);
}
