namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Measures raw work, with the ids known and with the ids asked for, and the pipeline in turns, so that a machine that slows down slows all.</summary>
internal sealed class Alternation
{
    /// <summary>Raw work that asks for the ids, as the pipeline must.</summary>
    public List<Measurement> Raw { get; } = [];

    /// <summary>Raw work that knows the ids beforehand.</summary>
    public List<Measurement> RawKnowing { get; } = [];

    public List<Measurement> Pipeline { get; } = [];

    public static async Task<Alternation> RunAsync(int rounds, Func<bool, Task<Measurement>> raw, Func<Task<Measurement>> pipeline)
    {
        var alternation = new Alternation();
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first alternates too: the second one finds warmer caches.
            if (round % 2 == 0) alternation.Raw.Add(await raw(true));
            else alternation.RawKnowing.Add(await raw(false));
            alternation.Pipeline.Add(await pipeline());
            if (round % 2 == 1) alternation.Raw.Add(await raw(true));
            else alternation.RawKnowing.Add(await raw(false));
        }

        return alternation;
    }

    /// <summary>How fast the pipeline was beside raw work in the same round: 1 is the limit.</summary>
    public IEnumerable<double> Ratios => RatiosTo(Raw);

    /// <summary>The same beside raw work that knows the ids.</summary>
    public IEnumerable<double> KnowingRatios => RatiosTo(RawKnowing);

    private IEnumerable<double> RatiosTo(List<Measurement> limit) => limit.Zip(Pipeline, (raw, pipeline) => raw.Elapsed / pipeline.Elapsed);
}
