using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Stored;

/// <summary>The key documents in their database. Each is under revision control, so no host overwrites what it has not read.</summary>
internal sealed class TenantKeyDocuments(IDocumentDatabase database, TimeProvider time)
{
    /// <summary>How often a write that others come before is tried again on what they wrote.</summary>
    private const int MostAttempts = 10;

    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };

    public IDocumentDatabase Database => database;

    /// <summary>Reads a tenant's keys from the store; leaves in conflict are made one.</summary>
    /// <returns><see langword="null"/> where there is no document, or a deleted one.</returns>
    /// <exception cref="TenantKeyException">The document is damaged or newer.</exception>
    public async ValueTask<StoredTenantKeys?> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var readAt = Moment.Now(time);
        var document = await database.GetAsync(new DocumentReference(TenantKeyDocument.IdOf(tenant)), WithConflicts, cancellationToken).ConfigureAwait(false);
        if (document is null) return null;
        if (document.Conflicts.Count > 0) return await HealAsync(tenant, document, readAt, cancellationToken).ConfigureAwait(false);
        return new StoredTenantKeys(TenantKeyJson.TryParse(tenant, document.Content) ?? throw new TenantKeyException(tenant, TenantKeyFailure.Lost), document.Revision!, readAt);
    }

    /// <summary>Reads a tenant's keys, which must be there.</summary>
    /// <exception cref="TenantKeyException">They are not.</exception>
    public async ValueTask<StoredTenantKeys> RequireAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, cancellationToken).ConfigureAwait(false) ?? throw await MissingAsync(tenant, cancellationToken).ConfigureAwait(false);

    /// <summary>Says why there is no document: there never was one, or somebody has deleted it.</summary>
    public async ValueTask<TenantKeyException> MissingAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await foreach (var found in database.BulkReadAsync([new DocumentReference(TenantKeyDocument.IdOf(tenant))], null, cancellationToken).ConfigureAwait(false))
        {
            // One that is there by now was made meanwhile by another host.
            if (found.Document is { IsDeleted: true }) return new TenantKeyException(tenant, TenantKeyFailure.Lost);
        }

        return new TenantKeyException(tenant, TenantKeyFailure.Missing);
    }

    /// <summary>Writes a document where there is none, or over the revision that was read.</summary>
    /// <returns><see langword="null"/> where somebody else has written meanwhile.</returns>
    public async ValueTask<StoredTenantKeys?> TryWriteAsync(TenantKeyDocument document, string? revision, CancellationToken cancellationToken)
    {
        var readAt = Moment.Now(time);
        try
        {
            var written = await database.PutAsync(ToDocument(document, revision), cancellationToken).ConfigureAwait(false);
            return new StoredTenantKeys(document, written, readAt);
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    /// <summary>Changes a tenant's keys, however often others change them meanwhile.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="change">Makes the new document of the old one; the same one where there is nothing to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<StoredTenantKeys> UpdateAsync(TenantId tenant, Func<TenantKeyDocument, TenantKeyDocument> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await RequireAsync(tenant, cancellationToken).ConfigureAwait(false);
            var changed = change(stored.Document);
            if (ReferenceEquals(changed, stored.Document)) return stored;
            if (await TryWriteAsync(changed, stored.Revision, cancellationToken).ConfigureAwait(false) is { } written) return written;
        }

        throw Contested();
    }

    /// <summary>The error where others change a document again and again.</summary>
    public static StoreUnavailableException Contested() => new("The tenant's key document changes too often: see which hosts write it, and try again.");

    public static Document ToDocument(TenantKeyDocument document, string? revision) =>
        new() { Id = document.Id, Revision = revision, Content = TenantKeyJson.Write(document) };

    // What all leaves hold is written before any of them is deleted, and none is deleted that was not read.
    private async ValueTask<StoredTenantKeys> HealAsync(TenantId tenant, Document winner, Moment readAt, CancellationToken cancellationToken)
    {
        var losers = new List<Document>();
        await foreach (var found in database.BulkReadAsync([.. winner.Conflicts.Select(revision => new DocumentReference(winner.Id, revision))], null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Document is { IsDeleted: false } loser) losers.Add(loser);
        }

        var leaves = losers.Prepend(winner).Select(leaf => TenantKeyJson.TryParse(tenant, leaf.Content)).ToList();
        List<TenantKeyDocument> readable = [.. leaves.OfType<TenantKeyDocument>()];
        if (readable.Count == 0) throw new TenantKeyException(tenant, TenantKeyFailure.Lost);
        var merged = TenantKeyMerge.Merge(readable);
        var revision = winner.Revision!;
        if (leaves[0] is null || !TenantKeyJson.Write(merged).Span.SequenceEqual(TenantKeyJson.Write(leaves[0]!).Span))
        {
            // Another host heals it or has changed it: what was read still counts, and the next reader looks again.
            if (await TryWriteAsync(merged, revision, cancellationToken).ConfigureAwait(false) is not { } written) return new StoredTenantKeys(merged, revision, readAt);
            revision = written.Revision;
        }

        foreach (var loser in losers) await TryDeleteAsync(loser, cancellationToken).ConfigureAwait(false);
        return new StoredTenantKeys(merged, revision, readAt);
    }

    /// <summary>Deletes a leaf, unless another host has.</summary>
    public ValueTask TryDeleteAsync(Document leaf, CancellationToken cancellationToken) => DocumentLeaves.TryDeleteAsync(database, leaf, cancellationToken);
}
