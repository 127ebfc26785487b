using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>
/// Creates tenants: an entry that says "creating", the claim to the identity, what the tenant consists of, and last the entry says "active". The
/// entry comes first, so that nothing is ever made that it does not name; the claim decides which of several creations goes on.
/// </summary>
internal sealed class TenantCreation(TenantEntries entries, IdentityClaims claims, TenantProvisioning provisioning, TenantRemoval removal, TimeProvider time)
{
    private const int MostAttempts = 10;

    public async ValueTask<TenantEntry> CreateAsync(string identity, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await BeginAsync(identity, cancellationToken).ConfigureAwait(false) is { } begun && await FinishAsync(begun, cancellationToken).ConfigureAwait(false) is { } finished) return finished;
        }

        throw IdentityClaims.Contested();
    }

    /// <summary>Goes on with a creation.</summary>
    /// <returns>The entry as it is now; <see langword="null"/> where the creation was undone or the tenant deleted.</returns>
    public async ValueTask<TenantEntry?> FinishAsync(StoredTenant stored, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (stored.Entry.IsGoing)
            {
                // What this creation has made meanwhile goes too.
                if (stored.Entry.State == TenantEntryState.Deleted) await removal.DeleteDatabaseAgainAsync(stored.Entry, cancellationToken).ConfigureAwait(false);
                else await removal.FinishAsync(stored, cancellationToken).ConfigureAwait(false);
                return null;
            }

            if (stored.Entry.State != TenantEntryState.Creating) return stored.Entry;
            if (!await ClaimAsync(stored.Entry, cancellationToken).ConfigureAwait(false)) stored = await removal.BeginAsync(stored, TenantEntryState.Undoing, cancellationToken).ConfigureAwait(false);
            else if (await TryFinishAsync(stored, cancellationToken).ConfigureAwait(false) is { } finished) return finished.Entry;
            else stored = await entries.RequireAsync(stored.Entry.Tenant, cancellationToken).ConfigureAwait(false);
        }

        throw IdentityClaims.Contested();
    }

    private async ValueTask<StoredTenant?> BeginAsync(string identity, CancellationToken cancellationToken)
    {
        if (await claims.FindAsync(identity, cancellationToken).ConfigureAwait(false) is { } claim)
        {
            var stored = await entries.ReadAsync(claim.Tenant, cancellationToken).ConfigureAwait(false) ?? throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost, claim.Tenant);
            if (stored.Entry.State != TenantEntryState.Deleted) return stored;
        }

        var entry = TenantEntry.New(identity, time.GetUtcNow());
        // The id is random: whoever has written it meanwhile is this host, whose answer was lost.
        return await entries.TryWriteAsync(entry, null, cancellationToken).ConfigureAwait(false) ?? await entries.ReadAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ClaimAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        foreach (var identity in entry.Identities)
        {
            if (await claims.ClaimAsync(identity, entry.Tenant, cancellationToken).ConfigureAwait(false) != entry.Tenant) return false;
        }

        return true;
    }

    /// <returns><see langword="null"/> where the entry, or who has the identity, changed meanwhile.</returns>
    private async ValueTask<StoredTenant?> TryFinishAsync(StoredTenant stored, CancellationToken cancellationToken)
    {
        try
        {
            await provisioning.CreateAsync(stored.Entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DatabaseNotFoundException or TenantKeyException { Failure: TenantKeyFailure.Shredded })
        {
            var now = await entries.RequireAsync(stored.Entry.Tenant, cancellationToken).ConfigureAwait(false);
            if (now.Revision == stored.Revision) throw;
            return null;
        }

        // On a cluster a create is not a lock, so the claim is read once more before the tenant is there for all to see.
        if (!await ClaimAsync(stored.Entry, cancellationToken).ConfigureAwait(false)) return null;
        return await entries.TryWriteAsync(stored.Entry with { State = TenantEntryState.Active }, stored.Revision, cancellationToken).ConfigureAwait(false);
    }
}
