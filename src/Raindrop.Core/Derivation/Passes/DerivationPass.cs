using Raindrop.Derivation.Feeds;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Running;
using Raindrop.Derivation.Writing;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>One pass over a tenant's database, until nothing is pending: changes → plan → run → write → checkpoint.</summary>
internal sealed class DerivationPass : IDisposable
{
    /// <summary>Rows that meant nothing, after which the checkpoint moves all the same; below, an idle tenant costs no write.</summary>
    private const long MaxIdleRows = 1000;

    private readonly IDocumentDatabase _database;
    private readonly DerivationOptions _options;
    private readonly TimeProvider _time;
    private readonly PassReport _report;
    private readonly OwnWrites _own = new();
    private readonly Ledger _ledger;
    private readonly LedgerStates _states;
    private readonly PendingWork _pending;
    private readonly FeedScan _feed;
    private readonly ExtensionStates _extensions;
    private readonly LevelDrain _drain;

    public DerivationPass(IDocumentDatabase database, ExtensionRegistry registry, IdentifierHasher hasher, TenantCredentials credentials, DerivationOptions options, TimeProvider time, PassReport report)
    {
        (_database, _options, _time, _report) = (database, options, time, report);
        _ledger = new Ledger(database, _own);
        _states = new LedgerStates(database, _own);
        _pending = new PendingWork(registry);
        var suspects = new SuspectCheck(database, registry, _ledger, _pending, _own, report);
        _feed = new FeedScan(database, registry, _ledger, _states, _pending, _own, suspects);
        _extensions = new ExtensionStates(registry, _states, _pending, report);
        var sizer = new BatchSizer(options);
        var runner = new BatchRunner(database, registry, new UnitRunner(registry, hasher, options, time), credentials, options, time);
        var traces = new TraceStage(_ledger, _feed, _pending, report, options, time);
        var stage = new BatchStage(runner, new OutputWriter(database, _ledger, traces.FlushAsync, _own, options), traces, report, sizer, options, time);
        _drain = new LevelDrain(new Planner(database, registry, _ledger), stage, traces, report, sizer, options);
    }

    public void Dispose() => _ledger.Dispose();

    /// <param name="reconcile">Whether all units are compared with their traces, inputs, reads and outputs, whatever the checkpoint says.</param>
    /// <param name="cancellationToken">Ends the pass; what was stored stays, the rest is found again.</param>
    public async Task<DerivationResult> RunAsync(bool reconcile, CancellationToken cancellationToken)
    {
        using var activity = DerivationTelemetry.StartPass();
        _report.Tell(DerivationPhase.Scanning);
        var info = await _database.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        var checkpoint = await _states.ReadCheckpointAsync(cancellationToken).ConfigureAwait(false);
        await _states.LoadAsync(cancellationToken).ConfigureAwait(false);
        _extensions.Plan(reconcile);
        // Reconciling reads the feed from the beginning: it also tells of conflicts, which a listing of ids does not.
        var since = checkpoint?.Incarnation == info.Incarnation && !_extensions.IsReconciling ? checkpoint.Sequence : null;
        // Where nothing ever ran, all inputs are gone through anyway, and there is nothing to find in the feed before now.
        var position = _extensions.IsFresh ? info.UpdateSequence : await _feed.ReadAsync(since, cancellationToken).ConfigureAwait(false) ?? since;
        var hasWorked = !_pending.IsEmptyFor(_report.MayRun);
        if (hasWorked) position = await WorkAsync(info, position, cancellationToken).ConfigureAwait(false);
        if (hasWorked || _feed.RelevantRows > 0 || since is null || _feed.Rows > MaxIdleRows)
        {
            await _extensions.EndAsync(cancellationToken).ConfigureAwait(false);
            if (position is not null && position != checkpoint?.Sequence) await _states.WriteCheckpointAsync(new Checkpoint(info.Incarnation, position), cancellationToken).ConfigureAwait(false);
        }

        var result = _report.Finish(_feed.ConflictedSources);
        DerivationTelemetry.Finished(result.Elapsed);
        return result;
    }

    private async Task<string?> WorkAsync(DatabaseInfo start, string? position, CancellationToken cancellationToken)
    {
        do
        {
            var lease = new TenantLease(_database, _own, _options, _time);
            await using var disposeLease = lease.ConfigureAwait(false);
            if (_options.UseLease) await lease.TakeAsync(() => _report.Tell(DerivationPhase.Waiting), cancellationToken).ConfigureAwait(false);
            // What was read of the ledger before this host's turn may be older than what the host before it has stored.
            _ledger.Forget();
            await _extensions.BeginAsync(cancellationToken).ConfigureAwait(false);
            while (_pending.TakeLevel(_report.MayRun) is { Count: > 0 } level) await _drain.RunAsync(level, cancellationToken).ConfigureAwait(false);
            await _extensions.EndAsync(cancellationToken).ConfigureAwait(false);
            await lease.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            var end = await _database.GetInfoAsync(cancellationToken).ConfigureAwait(false);
            if (end.UpdateCount is { } count && start.UpdateCount is { } before && count - before == _own.Count) return end.UpdateSequence;
            position = await _feed.ReadAsync(position, cancellationToken).ConfigureAwait(false) ?? position;
        }
        while (!_pending.IsEmptyFor(_report.MayRun));
        return position;
    }
}
