using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Passes;
using Raindrop.Documents;

namespace Raindrop.Derivation.Following;

/// <summary>Follows one tenant: a pass, then one whenever the feed shows a change, or a paused extension has rested. An outage is waited out with growing pauses.</summary>
internal sealed class DerivationFollower(IDerivationRunner runner, FollowedTenants tenants, DerivationOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    /// <summary>Changes come in bursts; this long is waited for the rest of one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    /// <summary>Dead letters are bookkeeping too, but someone may have marked them to be run again.</summary>
    private static readonly string DeadLetters = $"{LedgerFormat.IdPrefix}{LedgerFormat.DeadLetters}:";

    public async Task FollowAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress, CancellationToken cancellationToken)
    {
        var tenant = tenants.Add(database.Name);
        var pause = FirstPause;
        var rest = options.PausedDelay;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    // The position is taken before the pass, so that a change during it is found at once.
                    var since = (await database.GetInfoAsync(cancellationToken).ConfigureAwait(false)).UpdateSequence;
                    tenant.Begin();
                    var result = await runner.RunOnceAsync(database, new BeatingProgress(tenant, progress), cancellationToken).ConfigureAwait(false);
                    tenant.Succeed(result);
                    pause = FirstPause;
                    if (result.Extensions.All(extension => extension.State != ExtensionRunState.Paused))
                    {
                        rest = options.PausedDelay;
                        await WaitForChangeAsync(database, since, tenant, cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        await RestAsync(database, since, tenant, rest, cancellationToken).ConfigureAwait(false);
                        rest = Longer(rest, LongestRest);
                    }
                }
                catch (Exception e) when (Outage.IsOne(e))
                {
                    tenant.Fail();
                    await Task.Delay(Outage.RetryAfter(e) ?? pause, time, cancellationToken).ConfigureAwait(false);
                    pause = Longer(pause, LongestPause);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch
        {
            tenant.Die();
            throw;
        }

        tenants.Remove(tenant);
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan longest) => wait * 2 < longest ? wait * 2 : wait > longest ? wait : longest;

    /// <summary>Lets a paused extension rest, but not longer than till something changes.</summary>
    private async Task RestAsync(IDocumentDatabase database, string since, FollowedTenant tenant, TimeSpan rest, CancellationToken cancellationToken)
    {
        using var rested = new CancellationTokenSource(rest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(rested.Token, cancellationToken);
        try
        {
            await WaitForChangeAsync(database, since, tenant, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (rested.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task WaitForChangeAsync(IDocumentDatabase database, string since, FollowedTenant tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var feed = database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Since = since });
            var wakes = false;
            await foreach (var row in feed.WithCancellation(cancellationToken).ConfigureAwait(false)) wakes |= Wakes(row.Id);
            tenant.Beat();
            since = feed.LastSequence ?? since;
            if (!wakes) continue;
            await Task.Delay(Settling, time, cancellationToken).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Whether a change is one that a pass could find work by: bookkeeping follows from passes, and would wake the hosts of a tenant in turn.</summary>
    private static bool Wakes(string id) =>
        id != TenantLease.Id && (!id.StartsWith(LedgerFormat.IdPrefix, StringComparison.Ordinal) || id.StartsWith(DeadLetters, StringComparison.Ordinal));
}
