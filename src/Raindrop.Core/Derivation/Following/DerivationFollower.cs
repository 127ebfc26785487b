using Raindrop.Documents;

namespace Raindrop.Derivation.Following;

/// <summary>Follows one tenant: a pass, then one whenever the feed shows a change. An outage is waited out with growing pauses.</summary>
internal sealed class DerivationFollower(IDerivationRunner runner, FollowedTenants tenants, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Changes come in bursts; this long is waited for the rest of one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    public async Task FollowAsync(IDocumentDatabase database, IProgress<DerivationProgress>? progress, CancellationToken cancellationToken)
    {
        var tenant = tenants.Add();
        var pause = FirstPause;
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
                    await WaitForChangeAsync(database, since, tenant, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (Outage.IsOne(e))
                {
                    tenant.Fail();
                    await Task.Delay(Outage.RetryAfter(e) ?? pause, time, cancellationToken).ConfigureAwait(false);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
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

    private async Task WaitForChangeAsync(IDocumentDatabase database, string since, FollowedTenant tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var feed = database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Since = since });
            var own = true;
            var any = false;
            await foreach (var row in feed.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                any = true;
                own &= FollowedTenant.IsBookkeeping(row.Id);
            }

            tenant.Beat();
            since = feed.LastSequence ?? since;
            if (!any || own) continue;
            await Task.Delay(Settling, time, cancellationToken).ConfigureAwait(false);
            return;
        }
    }
}
