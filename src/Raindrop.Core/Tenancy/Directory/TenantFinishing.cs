using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>Looks through the directory for what was cut off, and finishes or undoes it.</summary>
internal sealed class TenantFinishing(TenantEntries entries, TenantCreation creation, TenantRemoval removal, TenantSuspension suspension, TenantLinking linking, TimeProvider time)
{
    /// <summary>How long after a deletion a creation that slept through it is thought of.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    public async ValueTask<TenantUpkeep> RunAsync(CancellationToken cancellationToken)
    {
        var upkeep = new TenantUpkeep();
        List<TenantId> left = [];
        await foreach (var (tenant, stored) in entries.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            upkeep = upkeep with { Tenants = upkeep.Tenants + 1 };
            try
            {
                if (stored is null) left.Add(tenant);
                else upkeep = await FinishAsync(stored, upkeep, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DocumentStoreException or TenantDirectoryException or KeyProviderException or KeyRefusedException or TenantKeyException or KeyBackupException)
            {
                left.Add(tenant);
            }
        }

        return upkeep with { Left = left };
    }

    private async ValueTask<TenantUpkeep> FinishAsync(StoredTenant stored, TenantUpkeep upkeep, CancellationToken cancellationToken)
    {
        var finished = upkeep with { Finished = upkeep.Finished + 1 };
        switch (stored.Entry.State)
        {
            case TenantEntryState.Creating:
                return await creation.FinishAsync(stored, cancellationToken).ConfigureAwait(false) is null ? upkeep with { Undone = upkeep.Undone + 1 } : finished;
            case TenantEntryState.Undoing:
                await removal.FinishAsync(stored, cancellationToken).ConfigureAwait(false);
                return upkeep with { Undone = upkeep.Undone + 1 };
            case TenantEntryState.Deleting:
                await removal.FinishAsync(stored, cancellationToken).ConfigureAwait(false);
                return finished;
            case TenantEntryState.Suspending or TenantEntryState.Resuming:
                await suspension.SetAsync(stored.Entry.Tenant, stored.Entry.State == TenantEntryState.Resuming, cancellationToken).ConfigureAwait(false);
                return finished;
            case TenantEntryState.Deleted when stored.Entry.DeletedAt > time.GetUtcNow() - LongestSleep:
                return await removal.DeleteDatabaseAgainAsync(stored.Entry, cancellationToken).ConfigureAwait(false) ? finished : upkeep;
            case TenantEntryState.Active or TenantEntryState.Suspended when stored.Entry.Linking is not null:
                await linking.FinishAsync(stored, cancellationToken).ConfigureAwait(false);
                return finished;
            default:
                return upkeep;
        }
    }
}
