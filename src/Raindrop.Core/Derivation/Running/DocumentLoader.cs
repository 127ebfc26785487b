using Raindrop.Documents;

namespace Raindrop.Derivation.Running;

/// <summary>Reads the winning revisions of many documents with one request.</summary>
internal static class DocumentLoader
{
    /// <returns>The documents by id; those that do not exist or are deleted are left out.</returns>
    public static async Task<Dictionary<string, Document>> LoadAsync(IDocumentReader reader, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var references = ids.Distinct(StringComparer.Ordinal).Select(id => new DocumentReference(id)).ToList();
        var found = new Dictionary<string, Document>(references.Count, StringComparer.Ordinal);
        if (references.Count == 0) return found;
        await foreach (var result in reader.BulkReadAsync(references, null, cancellationToken).ConfigureAwait(false))
        {
            if (result.Document is { IsDeleted: false } document) found[result.Id] = document;
        }

        return found;
    }
}
