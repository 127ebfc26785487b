namespace Raindrop.Documents;

/// <summary>Reads documents.</summary>
public interface IDocumentReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="reference">Its id, and a revision or none for the winning one.</param>
    /// <param name="options">What is read with it, or <see langword="null"/> for its body alone.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The document; <see langword="null"/> if it does not exist or its winning revision is a tombstone. A tombstone is returned where its revision is named.</returns>
    ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The winning revision of a document, without its body; <see langword="null"/> if it does not exist or is deleted.</summary>
    /// <param name="id">The document's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Reads many documents in one request, streamed in the order asked, one result a reference at least (several where a document has conflicting leaves is not a case: without a revision the winning one is read, a tombstone included).</summary>
    /// <param name="references">The documents, any number.</param>
    /// <param name="options">What is read with each, or <see langword="null"/> for the bodies alone.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the documents of an id range, tombstones left out, streamed.</summary>
    /// <param name="range">The range.</param>
    /// <param name="options">How, or <see langword="null"/> for ids and revisions in order.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists several id ranges, in one request where the store has <see cref="StoreCapabilities.MultipleRanges"/>. Rows come range by range; <see cref="DocumentRow.RequestIndex"/> names the range.</summary>
    /// <param name="ranges">The ranges, any number.</param>
    /// <param name="options">How, or <see langword="null"/> for ids and revisions in order. A limit is per range.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Looks up ids in one request: a row for each id, in the order asked, with its winning revision, or with none where there is no such document.</summary>
    /// <param name="ids">The ids, any number.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Of the revisions given by document, those that the store does not have.</summary>
    /// <param name="revisions">Revisions by document id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The missing revisions by document id; ids of which nothing is missing are left out.</returns>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default);
}
