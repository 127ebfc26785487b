using System.Runtime.ExceptionServices;
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

        if (isActive) await GiveBackAsync(stored.Entry, cancellationToken).ConfigureAwait(false);
        else await TakeAwayAsync(stored.Entry, cancellationToken).ConfigureAwait(false);
        return await entries.TryWriteAsync(stored.Entry with { State = settled }, stored.Revision, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask GiveBackAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        await provisioning.AlignKeysAsync(entry, isActive: true, cancellationToken).ConfigureAwait(false);
        await provisioning.AlignAccessAsync(entry, isActive: true, cancellationToken).ConfigureAwait(false);
    }

    // Each is taken away even where another one could not be: a key store that is away must leave nobody signed in.
    private async ValueTask TakeAwayAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? failure = null;
        await TryAsync(() => provisioning.AlignKeysAsync(entry, isActive: false, cancellationToken)).ConfigureAwait(false);
        await TryAsync(() => provisioning.AlignAccessAsync(entry, isActive: false, cancellationToken)).ConfigureAwait(false);
        foreach (var part in _parts) await TryAsync(() => part.SuspendAsync(entry.Tenant, cancellationToken)).ConfigureAwait(false);
        failure?.Throw();

        async ValueTask TryAsync(Func<ValueTask> take)
        {
            try
            {
                await take().ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
