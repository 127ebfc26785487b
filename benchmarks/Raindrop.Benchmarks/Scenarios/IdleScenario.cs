using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>Passes over a database in which nothing changed.</summary>
internal sealed class IdleScenario : IScenario
{
    public string Name => "idle";

    public string Description => "Runs passes with nothing to do, and counts their requests and writes.";

    public async Task<ScenarioReport> RunAsync(BenchmarkStore store, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        using var pipeline = new Pipeline(settings.Extensions);
        var database = await store.CreateDatabaseAsync(cancellationToken);
        try
        {
            for (var n = 0; n < settings.Extensions; n++)
                await Seeder.SeedAsync(database, Corpus.Documents(Pipeline.SourceSchema(n), settings.Documents / settings.Extensions, Corpus.UsualSize), cancellationToken);
            await pipeline.Runner.RunOnceAsync(database, null, cancellationToken);
            var measured = new Alternation();
            for (var round = 0; round < settings.Rounds; round++)
            {
                measured.Pipeline.Add(await Measurement.OfPassAsync(store, () => pipeline.Runner.RunOnceAsync(database, null, cancellationToken)));
                Expect.Counts(measured.Pipeline[^1], executed: 0, written: 0);
            }

            return Reports.Of(Name, store, settings.Documents, measured);
        }
        finally
        {
            await store.Server.DeleteDatabaseAsync(database.Name, CancellationToken.None);
        }
    }
}
