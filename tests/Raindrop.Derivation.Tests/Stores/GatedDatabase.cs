using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;

namespace Raindrop.Derivation.Tests.Stores;

/// <summary>A real database whose every request passes a gate that may fail it before or after it took effect.</summary>
internal sealed class GatedDatabase(IDocumentDatabase inner, IRequestGate gate) : IDocumentDatabase, IDatabaseSecurity
{
    public string Name => inner.Name;

    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Through("info", () => inner.GetInfoAsync(cancellationToken));

    public ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Through("get", () => inner.GetAsync(reference, options, cancellationToken));

    public ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default) => Through("head", () => inner.GetRevisionAsync(id, cancellationToken));

    public IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Through("bulk-read", inner.BulkReadAsync(references, options, cancellationToken));

    public IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, CancellationToken cancellationToken = default) =>
        Through("range", inner.ReadRangeAsync(range, options, cancellationToken));

    public IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, CancellationToken cancellationToken = default) =>
        Through("ranges", inner.ReadRangesAsync(ranges, options, cancellationToken));

    public IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        Through("revisions", inner.ReadRevisionsAsync(ids, cancellationToken));

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default) =>
        Through("missing", () => inner.FindMissingRevisionsAsync(revisions, cancellationToken));

    public ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default) => Through("put", () => inner.PutAsync(document, cancellationToken));

    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default) => Through("delete", () => inner.DeleteAsync(id, revision, cancellationToken));

    public ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default) =>
        Through("bulk-write", () => inner.BulkWriteAsync(documents, mode, cancellationToken));

    public IChangesFeed ReadChanges(ChangesOptions? options = null) => new GatedFeed(this, inner.ReadChanges(options));

    public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => Through("get-local", () => inner.GetLocalAsync(id, cancellationToken));

    public async ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default) => await Through("put-local", async () =>
    {
        await inner.PutLocalAsync(document, cancellationToken);
        return true;
    });

    public async ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => await Through("delete-local", async () =>
    {
        await inner.DeleteLocalAsync(id, cancellationToken);
        return true;
    });

    public ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) =>
        Through("attachment", () => inner.OpenAttachmentAsync(document, name, cancellationToken));

    public ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default) =>
        Through("put-attachment", () => inner.PutAttachmentAsync(document, name, contentType, content, cancellationToken));

    public ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) =>
        Through("delete-attachment", () => inner.DeleteAttachmentAsync(document, name, cancellationToken));

    public async ValueTask CompactAsync(CancellationToken cancellationToken = default) => await Through("compact", async () =>
    {
        await inner.CompactAsync(cancellationToken);
        return true;
    });

    public ValueTask<SecurityRules> GetSecurityAsync(CancellationToken cancellationToken = default) =>
        Through("get-security", () => ((IDatabaseSecurity)inner).GetSecurityAsync(cancellationToken));

    public async ValueTask PutSecurityAsync(SecurityRules rules, CancellationToken cancellationToken = default) => await Through("put-security", async () =>
    {
        await ((IDatabaseSecurity)inner).PutSecurityAsync(rules, cancellationToken);
        return true;
    });

    private async ValueTask<T> Through<T>(string operation, Func<ValueTask<T>> request)
    {
        await gate.BeforeAsync(operation);
        var result = await request();
        await gate.AfterAsync(operation);
        return result;
    }

    private async IAsyncEnumerable<T> Through<T>(string operation, IAsyncEnumerable<T> rows)
    {
        await gate.BeforeAsync(operation);
        await foreach (var row in rows) yield return row;
        await gate.AfterAsync(operation);
    }

    private sealed class GatedFeed(GatedDatabase database, IChangesFeed feed) : IChangesFeed
    {
        public string? LastSequence => feed.LastSequence;

        public IAsyncEnumerator<DocumentChange> GetAsyncEnumerator(CancellationToken cancellationToken = default) => database.Through("changes", feed).GetAsyncEnumerator(cancellationToken);
    }
}
