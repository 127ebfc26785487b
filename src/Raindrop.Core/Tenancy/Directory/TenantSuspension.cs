using Raindrop.Documents;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>Suspends and resumes. The entry says first what is under way, and last that it is done; in between keys and access rules follow. Of two hosts that want the opposite, the later one has its way.</summary>
internal sealed class TenantSuspension(TenantEntries entries, TenantCreation creation, TenantProvisioning provisioning, IEnumerable<ITenantData> parts, TimeProvider time)
{
    private const int MostAttempts = 20;

    private readonly IReadOnlyList<ITenantData> _parts = [.. parts];

    public async ValueTask<TenantEntry> SetAsync(TenantId tenant, bool isActive, CancellationToken cancellationToken)
    {
        var (passing, settled) = isActive ? (TenantEntryState.Resuming, TenantEntryState.Active) : (TenantEntryState.Suspending, TenantEntryState.Suspended);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await entries.RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (stored.Entry.State == TenantEntryState.Creating) await creation.FinishAsync(stored, cancellationToken).ConfigureAwait(false);
            else if (stored.Entry.IsGoing) throw new TenantDirectoryException(TenantDirectoryFailure.Deleted, tenant);
            else if (await TrySetAsync(stored, passing, settled, isActive, cancellationToken).ConfigureAwait(false) is { } done) return done.Entry;
        }

        throw IdentityClaims.Contested();
    }

    // It is written even where nothing changes: whoever else is under way meets this write, and looks again.
    private async ValueTask<StoredTenant?> TrySetAsync(StoredTenant stored, TenantEntryState passing, TenantEntryState settled, bool isActive, CancellationToken cancellationToken)
    {
        if (stored.Entry.State != passing)
        {
            var begun = stored.Entry with { State = passing, SuspendedAt = isActive ? stored.Entry.SuspendedAt : StoredTime.Truncate(time.GetUtcNow()) };
            if (await entries.TryWriteAsync(begun, stored.Revision, cancellationToken).ConfigureAwait(false) is not { } written) return null;
            stored = written;
        }

        await provisioning.AlignAsync(stored.Entry, isActive, cancellationToken).ConfigureAwait(false);
        if (!isActive)
        {
            foreach (var part in _parts) await part.SuspendAsync(stored.Entry.Tenant, cancellationToken).ConfigureAwait(false);
        }

        return await entries.TryWriteAsync(stored.Entry with { State = settled }, stored.Revision, cancellationToken).ConfigureAwait(false);
    }
}
