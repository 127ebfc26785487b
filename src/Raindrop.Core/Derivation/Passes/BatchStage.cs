using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Running;
using Raindrop.Derivation.Writing;

namespace Raindrop.Derivation.Passes;

/// <summary>Takes one batch through run and write, in this order, and hands its traces on once its outputs are in the store.</summary>
internal sealed class BatchStage(BatchRunner runner, OutputWriter writer, TraceStage traces, PassReport report, BatchSizer sizer, DerivationOptions options, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyList<PlannedUnit> batch, CancellationToken cancellationToken)
    {
        var node = batch[0].Node;
        var tally = report.Of(node);
        if (tally.State != ExtensionRunState.Running) return;
        tally.Begin();
        var started = time.GetTimestamp();
        using var activity = DerivationTelemetry.StartBatch(node.Id, batch.Count);
        var results = await runner.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        var executed = results.Count(result => !result.IsGone);
        var failed = results.Count(result => result.Failure is not null);
        // What fails once the extension is paused is left as it was, to be run again.
        if (!tally.Executed(executed, failed, options.FailureWindow)) results = [.. results.Where(result => result.Failure is null)];
        DerivationTelemetry.Executed(node.Id, executed, failed);
        sizer.Observe(batch.Count, results.Sum(result => result.Outputs.Sum(output => (long)output.Payload.Length)));

        var journal = new WriteJournal();
        var units = await writer.WriteAsync(results, journal, cancellationToken).ConfigureAwait(false);
        foreach (var other in journal.StandingBy) report.Of(other).StandBy();
        List<TraceChange> changes = new(units.Count);
        foreach (var unit in units)
        {
            if (!unit.IsAbandoned) changes.Add(new TraceChange(node.Id, unit.Result.Unit.Id, unit.Result.Unit.Stored, unit.ToTrace()));
        }

        await traces.AddAsync(new WrittenBatch(node, changes, journal, started), cancellationToken).ConfigureAwait(false);
    }
}
