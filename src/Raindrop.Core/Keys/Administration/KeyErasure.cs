using System.Security.Cryptography;
using Raindrop.Documents;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Administration;

/// <summary>
/// Removes what a shredded tenant's keys were from the store's files: all leaves but the one that says that it is shredded, the bodies of
/// tombstones too, and then, by compaction, all that was replaced. It believes the store only after it has asked for each old revision.
/// </summary>
internal sealed class KeyErasure(TenantKeyDocuments documents)
{
    private const int MostAttempts = 5;
    private static readonly ReadOptions WithHistory = new() { IncludeRevisionHistory = true };

    private IDocumentDatabase Database => documents.Database;

    public async ValueTask EraseAsync(ShredReceipt receipt, CancellationToken cancellationToken)
    {
        var id = TenantKeyDocument.IdOf(receipt.Tenant);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (!await RemoveLeavesAsync(id, receipt, cancellationToken).ConfigureAwait(false)) continue;
            await Database.CompactAsync(cancellationToken).ConfigureAwait(false);
            if (await IsErasedAsync(id, cancellationToken).ConfigureAwait(false)) return;
        }

        throw new StoreUnavailableException("The key database still holds an old revision of the shredded tenant's keys: see whether it can compact (disk space, its log, and who writes the document), and shred again.") { DocumentId = id };
    }

    /// <returns>Whether there was nothing left to remove.</returns>
    private async ValueTask<bool> RemoveLeavesAsync(string id, ShredReceipt receipt, CancellationToken cancellationToken)
    {
        var isClean = true;
        var isMarked = false;
        foreach (var revision in await ListLeavesAsync(id, cancellationToken).ConfigureAwait(false))
        {
            if (await Database.GetAsync(new DocumentReference(id, revision), null, cancellationToken).ConfigureAwait(false) is not { } leaf) continue;
            if (leaf.IsDeleted)
            {
                if (leaf.Content.Span.SequenceEqual(Document.EmptyContent.Span)) continue;
                await EmptyAsync(id, revision, cancellationToken).ConfigureAwait(false);
                isClean = false;
            }
            else if (!isMarked && TenantKeyJson.TryParse(receipt.Tenant, leaf.Content) is { State: TenantKeyState.Shredded })
            {
                isMarked = true;
            }
            else
            {
                await documents.TryDeleteAsync(leaf, cancellationToken).ConfigureAwait(false);
                isClean = false;
            }
        }

        if (isMarked) return isClean;
        // Somebody has replaced or deleted the mark meanwhile.
        await documents.TryWriteAsync(TenantKeyDocument.Shredded(receipt), null, cancellationToken).ConfigureAwait(false);
        return false;
    }

    // A tombstone's body is a leaf's: it stays until something follows it, and only a replicated write may follow a tombstone with another one.
    private async ValueTask EmptyAsync(string id, string revision, CancellationToken cancellationToken)
    {
        var generation = int.Parse(revision.AsSpan(0, revision.IndexOf('-', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
        var next = $"{generation + 1}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        await Database.BulkWriteAsync([new Document { Id = id, Revision = next, RevisionHistory = [next, revision], IsDeleted = true }], WriteMode.Replicated, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsErasedAsync(string id, CancellationToken cancellationToken)
    {
        var leaves = await ListLeavesAsync(id, cancellationToken).ConfigureAwait(false);
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in leaves)
        {
            var document = await Database.GetAsync(new DocumentReference(id, leaf), WithHistory, cancellationToken).ConfigureAwait(false);
            replaced.UnionWith(document?.RevisionHistory ?? []);
        }

        replaced.ExceptWith(leaves);
        await foreach (var found in Database.BulkReadAsync([.. replaced.Select(revision => new DocumentReference(id, revision))], null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Document is not null) return false;
        }

        return true;
    }

    private async ValueTask<IReadOnlyList<string>> ListLeavesAsync(string id, CancellationToken cancellationToken)
    {
        List<string> leaves = [];
        var feed = Database.ReadChanges(new ChangesOptions { DocumentIds = [id], AllLeaves = true });
        await foreach (var change in feed.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (change.Id == id) leaves = [change.Revision, .. change.OtherLeaves];
        }

        return leaves;
    }
}
