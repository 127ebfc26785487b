using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>
/// Takes a tenant away: its rights, its database, its keys, what the host's parts hold, its identities, and last its entry, of which a tombstone
/// stays. Whoever is killed in between, or comes second, does every step again where it was not done.
/// </summary>
internal sealed class TenantRemoval(IDocumentServer server, IDocumentServer directoryServer, IDocumentDatabase directory, TenantEntries entries, IdentityClaims claims, TenantDatabaseNames names, ITenantKeyStore? keys, IEnumerable<ITenantData> parts, TimeProvider time)
{
    private const int MostAttempts = 10;

    private readonly IReadOnlyList<ITenantData> _parts = [.. parts];

    /// <summary>Begins the removal, unless it was begun, or is to undo a creation that is finished.</summary>
    /// <param name="stored">The entry as it was read.</param>
    /// <param name="state">Deleting, or undoing a creation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<StoredTenant> BeginAsync(StoredTenant stored, TenantEntryState state, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // A creation that another host has brought to its end is not undone: somebody may use the tenant.
            if (stored.Entry.State >= state || (state == TenantEntryState.Undoing && stored.Entry.State != TenantEntryState.Creating)) return stored;
            var begun = stored.Entry with { State = state, DeletedAt = stored.Entry.DeletedAt ?? StoredTime.Truncate(time.GetUtcNow()) };
            if (await entries.TryWriteAsync(begun, stored.Revision, cancellationToken).ConfigureAwait(false) is { } written) return written;
            stored = await entries.RequireAsync(stored.Entry.Tenant, cancellationToken).ConfigureAwait(false);
        }

        throw IdentityClaims.Contested();
    }

    /// <summary>Goes on with a removal that was begun.</summary>
    public async ValueTask<TenantDeletion> FinishAsync(StoredTenant stored, CancellationToken cancellationToken)
    {
        if (stored.Entry.State == TenantEntryState.Deleted) return stored.Entry.ToDeletion();
        var entry = stored.Entry;
        List<TenantRemainder> remains = [new(TenantRemainderKind.DirectoryEntry, null), new(TenantRemainderKind.IdentityHashes, null)];
        await server.DeleteDatabaseAsync(entry.Database, cancellationToken).ConfigureAwait(false);
        await names.ForgetAsync(entry.Database, cancellationToken).ConfigureAwait(false);
        remains.AddRange(await ShredAsync(entry, cancellationToken).ConfigureAwait(false));
        foreach (var part in _parts) remains.AddRange(await part.DeleteAsync(entry.Tenant, entry.DeletedAt!.Value, cancellationToken).ConfigureAwait(false));
        stored = await RemoveIdentitiesAsync(stored, cancellationToken).ConfigureAwait(false);
        remains.AddRange(await CompactAsync(cancellationToken).ConfigureAwait(false));
        return await BuryAsync(stored, [.. remains.OrderBy(remainder => remainder.Until ?? DateTimeOffset.MaxValue).ThenBy(remainder => remainder.Kind)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the database of a tenant that is deleted once more: a creation that slept through the deletion may have made it anew.</summary>
    public ValueTask<bool> DeleteDatabaseAgainAsync(TenantEntry entry, CancellationToken cancellationToken) => server.DeleteDatabaseAsync(entry.Database, cancellationToken);

    // A key of a creation that is undone is shredded where there is one; that of a deleted tenant in any case, so that none is made later.
    private async ValueTask<IReadOnlyList<TenantRemainder>> ShredAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        if (keys is null) return [];
        if (entry.State == TenantEntryState.Undoing && await keys.FindAsync(entry.Tenant, cancellationToken).ConfigureAwait(false) is null) return [];
        var receipt = await keys.ShredAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
        var inMemory = new TenantRemainder(TenantRemainderKind.KeysInMemory, receipt.EverywhereAt);
        return receipt.LastBackupDiesAt > receipt.ShreddedAt ? [inMemory, new TenantRemainder(TenantRemainderKind.KeyBackups, receipt.LastBackupDiesAt)] : [inMemory];
    }

    // The claims first: the entry says which they are.
    private async ValueTask<StoredTenant> RemoveIdentitiesAsync(StoredTenant stored, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var entry = stored.Entry;
            foreach (var identity in entry.Linking is { } linking ? entry.Identities.Append(linking) : entry.Identities) await claims.ReleaseAsync(identity, entry.Tenant, cancellationToken).ConfigureAwait(false);
            if (entry.Identities.Count == 0 && entry.Linking is null) return stored;
            if (await entries.TryWriteAsync(entry with { Identities = [], Linking = null }, stored.Revision, cancellationToken).ConfigureAwait(false) is { } written) return written;
            stored = await entries.RequireAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
        }

        throw IdentityClaims.Contested();
    }

    private async ValueTask<IReadOnlyList<TenantRemainder>> CompactAsync(CancellationToken cancellationToken)
    {
        var info = await directoryServer.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (!info.Capabilities.HasFlag(StoreCapabilities.Compaction)) return [new TenantRemainder(TenantRemainderKind.ReplacedRevisions, null)];
        await directory.CompactAsync(cancellationToken).ConfigureAwait(false);
        return [];
    }

    private async ValueTask<TenantDeletion> BuryAsync(StoredTenant stored, IReadOnlyList<TenantRemainder> remains, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (stored.Entry.State == TenantEntryState.Deleted) return stored.Entry.ToDeletion();
            var tombstone = stored.Entry with { State = TenantEntryState.Deleted, Remains = remains };
            if (await entries.TryWriteAsync(tombstone, stored.Revision, cancellationToken).ConfigureAwait(false) is { } written) return written.Entry.ToDeletion();
            stored = await entries.RequireAsync(stored.Entry.Tenant, cancellationToken).ConfigureAwait(false);
        }

        throw IdentityClaims.Contested();
    }
}
