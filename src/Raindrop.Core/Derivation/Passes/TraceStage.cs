using Raindrop.Derivation.Feeds;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Writing;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Passes;

/// <summary>
/// Stores the traces of batches whose outputs are acknowledged, several batches with one commit, and wakes what depends on those outputs. A commit
/// costs CouchDB as much as writing a hundred documents, so one for each batch would cost more than the traces themselves.
/// </summary>
internal sealed class TraceStage(Ledger ledger, FeedScan feed, PendingWork pending, PassReport report, DerivationOptions options, TimeProvider time)
{
    /// <summary>Full batches that share a commit.</summary>
    private const int BatchesTogether = 8;

    /// <summary>How old the work may become that waits: after a kill it runs again, which for an extension that takes its time would be dear.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ReaderIndex _readers = new(ledger, pending);
    private readonly Lock _lock = new();
    private List<WrittenBatch> _waiting = [];
    private int _changes;

    /// <summary>Takes a batch, and stores all that wait once they are enough for a commit, or the first of them was begun a while ago.</summary>
    public async Task AddAsync(WrittenBatch batch, CancellationToken cancellationToken)
    {
        List<WrittenBatch> due;
        lock (_lock)
        {
            _waiting.Add(batch);
            _changes += batch.Changes.Count;
            if (_changes < BatchesTogether * options.MaxBatchSize && time.GetElapsedTime(_waiting.Min(waiting => waiting.Started)) < LongestWait) return;
            due = TakeWaiting();
        }

        await CommitAsync(due, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores what waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        List<WrittenBatch> due;
        lock (_lock) due = TakeWaiting();
        if (due.Count > 0) await CommitAsync(due, cancellationToken).ConfigureAwait(false);
    }

    private List<WrittenBatch> TakeWaiting()
    {
        var due = _waiting;
        (_waiting, _changes) = ([], 0);
        return due;
    }

    private async Task CommitAsync(List<WrittenBatch> batches, CancellationToken cancellationToken)
    {
        var changes = new List<TraceChange>(batches.Sum(batch => batch.Changes.Count));
        foreach (var batch in batches) changes.AddRange(batch.Changes);
        foreach (var (extension, unit) in await ledger.CommitAsync(changes, cancellationToken).ConfigureAwait(false)) pending.Add(extension, unit, null, UnitChecks.Reads);
        foreach (var batch in batches)
        {
            var (counts, deadLettered) = (batch.Journal.CountsOf(batch.Node), batch.Changes.Count(change => change.Trace?.Failure is not null));
            report.Of(batch.Node).Stored(counts, deadLettered);
            DerivationTelemetry.Stored(batch.Node.Id, counts, deadLettered);
        }

        await WakeAsync(batches, cancellationToken).ConfigureAwait(false);
        report.Tell(DerivationPhase.Deriving);
    }

    private async Task WakeAsync(List<WrittenBatch> batches, CancellationToken cancellationToken)
    {
        List<(string, DocumentKey?)> changed = [];
        foreach (var journal in batches.Select(batch => batch.Journal))
        {
            foreach (var (node, unit, suspect) in journal.Rechecks) pending.Add(node.Id, unit, suspect: suspect);
            foreach (var output in journal.Changed)
            {
                if (!DocumentKey.TryParse(output.Id, out var key)) continue;
                changed.Add((output.Id, key));
                feed.Wake(key.Value, output.IsDeleted ? "" : output.Revision);
            }
        }

        await _readers.WakeAsync(changed, cancellationToken).ConfigureAwait(false);
    }
}
