using Raindrop.Benchmarks.Load;
using Raindrop.Benchmarks.Stores;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Benchmarks.Scenarios;

/// <summary>The version of one of many extensions is bumped: exactly its inputs are read and run, and what changed is written.</summary>
/// <param name="changesOutputs">Whether all outputs come out changed, or none does.</param>
internal sealed class BumpScenario(bool changesOutputs) : IScenario
{
    public string Name => changesOutputs ? "bump" : "unchanged";

    public string Description => changesOutputs
        ? "Bumps one extension of many; all its outputs change. Beside it, a database of the same kind whose same documents are read and rewritten raw."
        : "Bumps one extension of many; its outputs come out as they were, so nothing may be written. Beside it, the same documents are read raw.";

    public async Task<ScenarioReport> RunAsync(BenchmarkStore store, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var passed = await store.CreateDatabaseAsync(cancellationToken);
        var rewritten = await store.CreateDatabaseAsync(cancellationToken);
        try
        {
            await PrepareAsync(passed, settings, cancellationToken);
            var sources = await PrepareAsync(rewritten, settings, cancellationToken);
            var (version, written) = (1, 1);
            for (var round = 0; round < ScenarioSettings.WarmUpRounds; round++)
            {
                await PassAsync(store, passed, settings, ++version, cancellationToken);
                await RawAsync(store, rewritten, sources, ++written, listsIds: true, cancellationToken);
            }

            var measured = await Alternation.RunAsync(
                settings.Rounds,
                listsIds => RawAsync(store, rewritten, sources, ++written, listsIds, cancellationToken),
                () => PassAsync(store, passed, settings, ++version, cancellationToken));
            return Reports.Of(Name, store, settings.Inputs, measured);
        }
        finally
        {
            foreach (var database in new[] { passed, rewritten }) await store.Server.DeleteDatabaseAsync(database.Name, CancellationToken.None);
        }
    }

    /// <returns>The inputs of the extension that is bumped.</returns>
    private async Task<IReadOnlyList<DocumentReference>> PrepareAsync(IDocumentDatabase database, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var sources = await Seeder.SeedAsync(database, Corpus.Documents(Pipeline.SourceSchema(0), settings.Inputs, Corpus.UsualSize), cancellationToken);
        var others = settings.Documents - settings.Inputs;
        for (var n = 1; n < settings.Extensions; n++)
        {
            var count = (others * n / (settings.Extensions - 1)) - (others * (n - 1) / (settings.Extensions - 1));
            await Seeder.SeedAsync(database, Corpus.Documents(Pipeline.SourceSchema(n), count, Corpus.UsualSize), cancellationToken);
        }

        using var pipeline = new Pipeline(settings.Extensions, 1, changesOutputs);
        await pipeline.Runner.RunOnceAsync(database, null, cancellationToken);
        return sources;
    }

    private async Task<Measurement> PassAsync(BenchmarkStore store, IDocumentDatabase database, ScenarioSettings settings, int version, CancellationToken cancellationToken)
    {
        using var pipeline = new Pipeline(settings.Extensions, version, changesOutputs);
        var pass = await Measurement.OfPassAsync(store, () => pipeline.Runner.RunOnceAsync(database, null, cancellationToken));
        Expect.Counts(pass, settings.Inputs, changesOutputs ? settings.Inputs : 0);
        return pass;
    }

    private async Task<Measurement> RawAsync(BenchmarkStore store, IDocumentDatabase database, IReadOnlyList<DocumentReference> sources, int version, bool listsIds, CancellationToken cancellationToken)
    {
        using var pipeline = new Pipeline(1, version, changesOutputs);
        using var work = store.RawWorkOn(database.Name, changesOutputs ? await WritesAsync(pipeline, database, sources, cancellationToken) : RawBatches.OfReads(sources));
        return await Measurement.OfRawAsync(store, () => work.RunAsync(listsIds, cancellationToken));
    }

    private static async Task<IReadOnlyList<RawBatch>> WritesAsync(Pipeline pipeline, IDocumentDatabase database, IReadOnlyList<DocumentReference> sources, CancellationToken cancellationToken)
    {
        var revisions = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in database.ReadRangeAsync(DocumentKey.RangeOfSchema(Pipeline.OutputSchema(0)), null, cancellationToken)) revisions[row.Id] = row.Revision!;
        return RawBatches.Of(pipeline, Corpus.Documents(Pipeline.SourceSchema(0), sources.Count, Corpus.UsualSize), sources, revisions);
    }
}
