using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants.Journal;
using Raindrop.Grants.Queue;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>
/// Brings what waits to its end: verify, decide for each tenant, note the decision, note that the grant is used up, and only then remove it. After a break the next
/// pass goes on at the first step that is not noted.
/// </summary>
internal sealed class GrantExecutor(GrantQueue queue, GrantWriter writer, GrantJournal journal, SettledGrants settled, GrantSweep sweep, IGrantVerifier verifier, IOptions<GrantExecutorOptions> options, TimeProvider time, ILogger<GrantExecutor> logger) : IGrantExecutor
{
    private readonly GrantBackoff _backoff = new(time);

    private enum Step
    {
        Left,
        Settled,
        Repeated,
        Discarded,
    }

    /// <inheritdoc/>
    public async ValueTask<GrantPass> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        using var activity = GrantTelemetry.StartPass();
        var pass = new GrantPass();
        await foreach (var key in queue.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var step = _backoff.IsResting(key) ? Step.Left : await TryFinishAsync(key, cancellationToken).ConfigureAwait(false);
            pass = step switch
            {
                Step.Settled => pass with { Settled = pass.Settled + 1 },
                Step.Repeated => pass with { Repeated = pass.Repeated + 1 },
                Step.Discarded => pass with { Discarded = pass.Discarded + 1 },
                _ => pass with { Left = pass.Left + 1 },
            };
        }

        return pass;
    }

    /// <inheritdoc/>
    public ValueTask SweepAsync(CancellationToken cancellationToken = default) => sweep.RunAsync(cancellationToken);

    private async ValueTask<Step> TryFinishAsync(string key, CancellationToken cancellationToken)
    {
        var step = Step.Left;
        try
        {
            step = await FinishAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentStoreException e)
        {
            logger.Left(e.Message);
        }

        if (step == Step.Left) _backoff.NoteFailure(key);
        else _backoff.NoteDone(key);
        return step;
    }

    private async ValueTask<Step> FinishAsync(string key, CancellationToken cancellationToken)
    {
        var leaves = await queue.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        var step = Step.Repeated;
        if (!await settled.ContainsAsync(key, cancellationToken).ConfigureAwait(false) && leaves.Count > 0)
        {
            if (QueuedGrants.Choose(key, leaves, verifier, out var defect) is { } queued)
            {
                if (!await DecideAsync(queued, cancellationToken).ConfigureAwait(false)) return Step.Left;
                await settled.AddAsync(key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                step = Step.Settled;
            }
            else
            {
                // Nobody knows whose it is: the names in it prove nothing.
                logger.Discarded(defect);
                GrantTelemetry.CountDiscarded(defect);
                step = Step.Discarded;
            }
        }

        await queue.RemoveAsync(leaves, cancellationToken).ConfigureAwait(false);
        return step;
    }

    /// <returns>Whether it is decided for all tenants.</returns>
    private async ValueTask<bool> DecideAsync(QueuedGrant queued, CancellationToken cancellationToken)
    {
        var isDecided = true;
        foreach (var tenant in await journal.FindOpenAsync(queued.Grant, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await DecideAsync(tenant, queued, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DocumentStoreException or TenantDirectoryException)
            {
                // The others do not wait for one whose database is away.
                logger.TenantLeft(queued.Grant.Id, tenant, e.Message);
                isDecided = false;
            }
        }

        return isDecided;
    }

    private async ValueTask DecideAsync(TenantId tenant, QueuedGrant queued, CancellationToken cancellationToken)
    {
        var grant = queued.Grant;
        var decision = time.GetUtcNow() > grant.ExpiresAt + options.Value.MaxDelay ? GrantDecision.Refuse(GrantRefusal.TooLate)
            : !QueuedGrants.HoldsGrantedContents(queued) ? GrantDecision.Refuse(GrantRefusal.Content)
            : await writer.ExecuteAsync(tenant, queued, cancellationToken).ConfigureAwait(false);
        if (decision.IsForNobody) return;
        var entry = new GrantJournalEntry
        {
            Tenant = tenant,
            Grant = grant.Id,
            Release = grant.Release,
            Sequence = grant.Sequence,
            Documents = grant.Documents.Count,
            IssuedAt = grant.IssuedAt,
            AcceptedAt = queued.AcceptedAt,
            DecidedAt = StoredTime.Truncate(time.GetUtcNow()),
            Outcome = decision.Outcome,
            Refusal = decision.Refusal,
        };
        await journal.AddAsync(entry, cancellationToken).ConfigureAwait(false);
        GrantTelemetry.CountDecided(entry);
        logger.Decided(grant.Id, tenant, entry.Outcome, entry.Refusal);
    }
}
