using Raindrop.Documents;

namespace Raindrop.Benchmarks.Stores;

/// <summary>Counts the calls that would be requests if the store were a server.</summary>
internal sealed class CountingDatabase(IDocumentDatabase inner, RequestCounter counter) : IDocumentDatabase
{
    public string Name => inner.Name;

    private IDocumentDatabase Read => Count(isWrite: false);

    private IDocumentDatabase Write => Count(isWrite: true);

    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Read.GetInfoAsync(cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default) => Read.GetAsync(reference, options, cancellationToken);

    public ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default) => Read.GetRevisionAsync(id, cancellationToken);

    public IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Read.BulkReadAsync(references, options, cancellationToken);

    public IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, CancellationToken cancellationToken = default) => Read.ReadRangeAsync(range, options, cancellationToken);

    public IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, CancellationToken cancellationToken = default) =>
        Read.ReadRangesAsync(ranges, options, cancellationToken);

    public IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default) => Read.ReadRevisionsAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default) =>
        Read.FindMissingRevisionsAsync(revisions, cancellationToken);

    public ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default) => Write.PutAsync(document, cancellationToken);

    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default) => Write.DeleteAsync(id, revision, cancellationToken);

    public ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default) =>
        Write.BulkWriteAsync(documents, mode, cancellationToken);

    public IChangesFeed ReadChanges(ChangesOptions? options = null)
    {
        counter.Add(isWrite: false, isFeed: true);
        return inner.ReadChanges(options);
    }

    public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => Read.GetLocalAsync(id, cancellationToken);

    public ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default) => Write.PutLocalAsync(document, cancellationToken);

    public ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => Write.DeleteLocalAsync(id, cancellationToken);

    public ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) => Read.OpenAttachmentAsync(document, name, cancellationToken);

    public ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default) =>
        Write.PutAttachmentAsync(document, name, contentType, content, cancellationToken);

    public ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) => Write.DeleteAttachmentAsync(document, name, cancellationToken);

    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => Write.CompactAsync(cancellationToken);

    private IDocumentDatabase Count(bool isWrite)
    {
        counter.Add(isWrite, isFeed: false);
        return inner;
    }
}
