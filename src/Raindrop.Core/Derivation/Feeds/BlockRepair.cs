using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;

namespace Raindrop.Derivation.Feeds;

/// <summary>Brings a block of the ledger with conflicting revisions back to one: what either says is kept, and where they differ, run again.</summary>
internal sealed class BlockRepair(IDocumentDatabase database, Ledger ledger, OwnWrites own)
{
    public async Task RepairAsync(string id, CancellationToken cancellationToken)
    {
        var document = await database.GetAsync(new DocumentReference(id), new ReadOptions { IncludeConflicts = true }, cancellationToken).ConfigureAwait(false);
        foreach (var leaf in document?.Conflicts ?? [])
        {
            var losing = await database.GetAsync(new DocumentReference(id, leaf), null, cancellationToken).ConfigureAwait(false);
            if (losing is null) continue;
            await ledger.FoldAsync(id, losing, cancellationToken).ConfigureAwait(false);
            var results = await database.BulkWriteAsync([new Document { Id = id, Revision = leaf, IsDeleted = true }], WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
            if (results[0].Revision is { } revision) own.Add(id, revision);
        }
    }
}
