using Raindrop.Documents;
using Raindrop.Grants.Queue;

namespace Raindrop.Grants.Execution;

/// <summary>Finds what must be written so that a database is as its target says, as far as a grant has the contents. Where all is well it finds nothing.</summary>
/// <param name="database">The tenant's database.</param>
/// <param name="queued">The grant.</param>
/// <param name="target">The target.</param>
internal sealed class GrantChanges(IDocumentDatabase database, QueuedGrant queued, TenantTarget target)
{
    public async ValueTask<IReadOnlyList<Document>> FindAsync(CancellationToken cancellationToken)
    {
        var granted = queued.Grant.Documents;
        var changes = new List<Document>();
        await foreach (var found in database.BulkReadAsync([.. granted.Select(document => new DocumentReference(document.Id))], null, cancellationToken).ConfigureAwait(false))
        {
            var stored = found.Document is { IsDeleted: false } live ? live : null;
            if (await FindAsync(granted[found.RequestIndex], stored, cancellationToken).ConfigureAwait(false) is { } change) changes.Add(change);
        }

        return changes;
    }

    private async ValueTask<Document?> FindAsync(GrantedDocument granted, Document? stored, CancellationToken cancellationToken)
    {
        if (!target.Follows(queued.Grant, granted)) return stored is not null && await IsStaleAsync(granted, stored, cancellationToken).ConfigureAwait(false) ? Delete(stored) : null;
        if (granted.IsDeletion) return stored is null ? null : Delete(stored);
        var isSame = stored is { Attachments.Count: 0 } && GrantContent.TryDigest(stored.Content) == granted.Digest;
        return isSame ? null : new Document { Id = granted.Id, Revision = stored?.Revision, Content = queued.Contents[granted.Id] };
    }

    /// <summary>
    /// Whether what is there was written under this grant after a newer release had taken the document over. Revisions prevent it where there was a
    /// document to replace; a create goes through over a tombstone, and a cluster can take two writes at once, whose other leaf is then still there.
    /// </summary>
    private async ValueTask<bool> IsStaleAsync(GrantedDocument granted, Document stored, CancellationToken cancellationToken)
    {
        if (!target.Documents.TryGetValue(granted.Id, out var newer) || newer.Digest == granted.Digest || granted.IsDeletion || GrantContent.TryDigest(stored.Content) != granted.Digest) return false;
        if (newer.Digest is null) return true;
        var leaves = await DocumentLeaves.ReadAsync(database, granted.Id, cancellationToken).ConfigureAwait(false);
        return leaves.Any(leaf => GrantContent.TryDigest(leaf.Content) == newer.Digest);
    }

    private static Document Delete(Document stored) => new() { Id = stored.Id, Revision = stored.Revision, IsDeleted = true };
}
