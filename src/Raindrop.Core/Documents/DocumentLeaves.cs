namespace Raindrop.Documents;

/// <summary>All live leaves of a document, the winner first: several where writes met, as they may on a cluster.</summary>
internal static class DocumentLeaves
{
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };

    public static async ValueTask<IReadOnlyList<Document>> ReadAsync(IDocumentDatabase database, string id, CancellationToken cancellationToken)
    {
        if (await database.GetAsync(new DocumentReference(id), WithConflicts, cancellationToken).ConfigureAwait(false) is not { } winner) return [];
        List<Document> leaves = [winner];
        if (winner.Conflicts.Count == 0) return leaves;
        await foreach (var found in database.BulkReadAsync([.. winner.Conflicts.Select(revision => new DocumentReference(id, revision))], null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Document is { IsDeleted: false } loser) leaves.Add(loser);
        }

        return leaves;
    }

    /// <summary>Deletes the leaves behind the winner. None is deleted that was not read.</summary>
    public static async ValueTask DeleteLosersAsync(IDocumentDatabase database, IReadOnlyList<Document> leaves, CancellationToken cancellationToken)
    {
        foreach (var loser in leaves.Skip(1)) await TryDeleteAsync(database, loser, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a leaf, unless somebody else has deleted or replaced it.</summary>
    public static async ValueTask TryDeleteAsync(IDocumentDatabase database, Document leaf, CancellationToken cancellationToken)
    {
        try
        {
            await database.DeleteAsync(leaf.Id, leaf.Revision!, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DocumentConflictException or DocumentNotFoundException)
        {
            // Then it is no leaf any more.
        }
    }
}
