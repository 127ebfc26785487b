namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Measures raw work and the pipeline in turns, so that a machine that slows down slows both.</summary>
internal sealed class Alternation
{
    public List<Measurement> Raw { get; } = [];

    public List<Measurement> Pipeline { get; } = [];

    public static async Task<Alternation> RunAsync(int rounds, Func<Task<Measurement>> raw, Func<Task<Measurement>> pipeline)
    {
        var alternation = new Alternation();
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first alternates too: the second one finds warmer caches.
            if (round % 2 == 0) alternation.Raw.Add(await raw());
            alternation.Pipeline.Add(await pipeline());
            if (round % 2 == 1) alternation.Raw.Add(await raw());
        }

        return alternation;
    }

    /// <summary>How fast the pipeline was beside raw work in the same round: 1 is the limit.</summary>
    public IEnumerable<double> Ratios => Raw.Zip(Pipeline, (raw, pipeline) => raw.Elapsed / pipeline.Elapsed);
}
