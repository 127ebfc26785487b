using Raindrop.Derivation.Feeds;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Running;
using Raindrop.Derivation.Writing;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Passes;

/// <summary>Takes one batch through run, write and trace, in this order, and wakes what depends on it.</summary>
internal sealed class BatchStage(BatchRunner runner, OutputWriter writer, Ledger ledger, FeedScan feed, PendingWork pending, PassReport report, BatchSizer sizer, DerivationOptions options)
{
    private readonly ReaderIndex _readers = new(ledger, pending);

    public async Task RunAsync(IReadOnlyList<PlannedUnit> batch, CancellationToken cancellationToken)
    {
        var node = batch[0].Node;
        var tally = report.Of(node);
        if (tally.State != ExtensionRunState.Running) return;
        tally.Begin();
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
        List<TraceChange> changes = [.. units.Where(unit => !unit.IsAbandoned).Select(unit => new TraceChange(node.Id, unit.Result.Unit.Id, unit.Result.Unit.Stored, unit.ToTrace()))];
        foreach (var (extension, unit) in await ledger.CommitAsync(changes, cancellationToken).ConfigureAwait(false)) pending.Add(extension, unit, null, UnitChecks.Reads);

        var deadLettered = changes.Count(change => change.Trace?.Failure is not null);
        tally.Stored(journal.CountsOf(node), deadLettered);
        DerivationTelemetry.Stored(node.Id, journal.CountsOf(node), deadLettered);
        await WakeAsync(journal, cancellationToken).ConfigureAwait(false);
        report.Tell(DerivationPhase.Deriving);
    }

    private async Task WakeAsync(WriteJournal journal, CancellationToken cancellationToken)
    {
        foreach (var (node, unit, suspect) in journal.Rechecks) pending.Add(node.Id, unit, suspect: suspect);
        List<(string, DocumentKey?)> changed = new(journal.Changed.Count);
        foreach (var output in journal.Changed)
        {
            if (!DocumentKey.TryParse(output.Id, out var key)) continue;
            changed.Add((output.Id, key));
            feed.Wake(key.Value, output.IsDeleted ? "" : output.Revision);
        }

        await _readers.WakeAsync(changed, cancellationToken).ConfigureAwait(false);
    }
}
