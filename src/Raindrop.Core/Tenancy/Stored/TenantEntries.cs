using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>The entries of the directory. Each is under revision control, so no host overwrites what it has not read.</summary>
internal sealed class TenantEntries(IDocumentDatabase database)
{
    private const int PageSize = 500;

    private static readonly RangeOptions Page = new() { IncludeDocuments = true, IncludeConflicts = true, Limit = PageSize };

    /// <summary>Reads an entry, and writes nothing: leaves in conflict are read as the one that they will be made.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    /// <exception cref="TenantDirectoryException">It is damaged or newer.</exception>
    public async ValueTask<TenantEntry?> PeekAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var leaves = await DocumentLeaves.ReadAsync(database, TenantEntry.IdOf(tenant), cancellationToken).ConfigureAwait(false);
        return leaves.Count == 0 ? null : TenantEntryMerge.Merge(ParseReadable(tenant, leaves));
    }

    /// <summary>Reads an entry; leaves in conflict are made one.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    /// <exception cref="TenantDirectoryException">It is damaged or newer.</exception>
    public async ValueTask<StoredTenant?> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var leaves = await DocumentLeaves.ReadAsync(database, TenantEntry.IdOf(tenant), cancellationToken).ConfigureAwait(false);
        if (leaves.Count == 0) return null;
        var stored = new StoredTenant(TenantEntryMerge.Merge(ParseReadable(tenant, leaves)), leaves[0].Revision!);
        return leaves.Count == 1 ? stored : await HealAsync(stored, TenantEntryJson.TryParse(tenant, leaves[0].Content), leaves, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an entry, which must be there.</summary>
    /// <exception cref="TenantDirectoryException">It is not, or is damaged or newer.</exception>
    public async ValueTask<StoredTenant> RequireAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, cancellationToken).ConfigureAwait(false) ?? throw new TenantDirectoryException(TenantDirectoryFailure.Missing, tenant);

    /// <summary>Writes an entry where there is none, or over the revision that was read.</summary>
    /// <returns><see langword="null"/> where somebody else has written meanwhile.</returns>
    public async ValueTask<StoredTenant?> TryWriteAsync(TenantEntry entry, string? revision, CancellationToken cancellationToken)
    {
        try
        {
            var document = new Document { Id = entry.Id, Revision = revision, Content = TenantEntryJson.Write(entry) };
            return new StoredTenant(entry, await database.PutAsync(document, cancellationToken).ConfigureAwait(false));
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    /// <summary>All entries page by page, a request each, so that however long a page takes no answer of the store waits for it. An entry that cannot be read comes without one.</summary>
    public async IAsyncEnumerable<(TenantId Tenant, StoredTenant? Stored)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = TenantEntry.Range;
        while (true)
        {
            var rows = new List<DocumentRow>();
            await foreach (var row in database.ReadRangeAsync(range, Page, cancellationToken).ConfigureAwait(false)) rows.Add(row);
            foreach (var row in rows)
            {
                if (row.Document is { } document && TenantEntry.TryGetTenant(row.Id, out var tenant)) yield return (tenant, await ReadAsync(tenant, document, cancellationToken).ConfigureAwait(false));
            }

            if (rows.Count < PageSize) yield break;
            // Behind the last id, and before every other.
            range = range with { Start = rows[^1].Id + " " };
        }
    }

    private static List<TenantEntry> ParseReadable(TenantId tenant, IReadOnlyList<Document> leaves)
    {
        List<TenantEntry> readable = [.. leaves.Select(leaf => TenantEntryJson.TryParse(tenant, leaf.Content)).OfType<TenantEntry>()];
        return readable.Count > 0 ? readable : throw new TenantDirectoryException(TenantDirectoryFailure.EntryLost, tenant);
    }

    private async ValueTask<StoredTenant?> ReadAsync(TenantId tenant, Document document, CancellationToken cancellationToken)
    {
        try
        {
            if (document.Conflicts.Count > 0) return await ReadAsync(tenant, cancellationToken).ConfigureAwait(false);
            return TenantEntryJson.TryParse(tenant, document.Content) is { } entry ? new StoredTenant(entry, document.Revision!) : null;
        }
        catch (TenantDirectoryException)
        {
            return null;
        }
    }

    // What all leaves hold is written before any of them is deleted.
    private async ValueTask<StoredTenant> HealAsync(StoredTenant merged, TenantEntry? winner, IReadOnlyList<Document> leaves, CancellationToken cancellationToken)
    {
        if (winner is null || !TenantEntryJson.Write(merged.Entry).Span.SequenceEqual(TenantEntryJson.Write(winner).Span))
        {
            // Another host heals it or has changed it: what was read still counts, and the next reader looks again.
            if (await TryWriteAsync(merged.Entry, merged.Revision, cancellationToken).ConfigureAwait(false) is not { } written) return merged;
            merged = written;
        }

        await DocumentLeaves.DeleteLosersAsync(database, leaves, cancellationToken).ConfigureAwait(false);
        return merged;
    }
}
