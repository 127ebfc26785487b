using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;
using Raindrop.Documents;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The first pass over a full database: every document is read, run and its output written.</summary>
internal sealed class DeriveScenario : IScenario
{
    public string Name => "derive";

    public string Description => "Derives one document of 1 KB from each document of 1 KB, in a fresh database each round.";

    public async Task<ScenarioReport> RunAsync(BenchmarkStore store, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        using var pipeline = new Pipeline(count: 1);
        for (var round = 0; round < ScenarioSettings.WarmUpRounds; round++)
        {
            await PassAsync(store, pipeline, settings.WarmUp, cancellationToken);
            await RawAsync(store, pipeline, settings.WarmUp, listsIds: true, cancellationToken);
        }

        var measured = await Alternation.RunAsync(
            settings.Rounds,
            listsIds => RawAsync(store, pipeline, settings.Documents, listsIds, cancellationToken),
            () => PassAsync(store, pipeline, settings.Documents, cancellationToken));
        return Reports.Of(Name, store, settings.Documents, measured);
    }

    private static Task<Measurement> PassAsync(BenchmarkStore store, Pipeline pipeline, int count, CancellationToken cancellationToken) => InFreshDatabaseAsync(store, count, async (database, _) =>
    {
        var pass = await Measurement.OfPassAsync(store, () => pipeline.Runner.RunOnceAsync(database, null, cancellationToken));
        Expect.Counts(pass, executed: count, written: count);
        return pass;
    }, cancellationToken);

    private static Task<Measurement> RawAsync(BenchmarkStore store, Pipeline pipeline, int count, bool listsIds, CancellationToken cancellationToken) => InFreshDatabaseAsync(store, count, async (database, sources) =>
    {
        using var work = store.RawWorkOn(database.Name, RawBatches.Of(pipeline, Corpus.Documents(Pipeline.SourceSchema(0), count, Corpus.UsualSize), sources, new Dictionary<string, string>()));
        return await Measurement.OfRawAsync(store, () => work.RunAsync(listsIds, cancellationToken));
    }, cancellationToken);

    private static async Task<Measurement> InFreshDatabaseAsync(
        BenchmarkStore store, int count, Func<IDocumentDatabase, IReadOnlyList<DocumentReference>, Task<Measurement>> work, CancellationToken cancellationToken)
    {
        var database = await store.CreateDatabaseAsync(cancellationToken);
        try
        {
            return await work(database, await Seeder.SeedAsync(database, Corpus.Documents(Pipeline.SourceSchema(0), count, Corpus.UsualSize), cancellationToken));
        }
        finally
        {
            await store.Server.DeleteDatabaseAsync(database.Name, CancellationToken.None);
        }
    }
}
