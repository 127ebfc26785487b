using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>Deletes the losing revisions of derived documents in conflict, so that one stands.</summary>
internal sealed class LeafRemover(IDocumentDatabase database, OwnWrites own)
{
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };

    public async Task RemoveAsync(ExtensionNode node, string id, string unit, CancellationToken cancellationToken)
    {
        var document = await database.GetAsync(new DocumentReference(id), WithConflicts, cancellationToken).ConfigureAwait(false);
        foreach (var leaf in document?.Conflicts ?? [])
        {
            // One leaf a request: a bulk write takes an id once.
            var results = await database.BulkWriteAsync([Tombstone.Of(node, id, unit, leaf)], WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
            if (results[0].Revision is { } revision) own.Add(id, revision);
        }
    }
}
