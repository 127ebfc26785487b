using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>
/// A database in memory with CouchDB's semantics, for laws that are tried on thousands of schedules: every request passes a gate that may fail it
/// before or after it took effect. The same tests run on real stores with fewer schedules.
/// </summary>
internal sealed class MemoryDatabase : IDocumentDatabase
{
    private readonly MemoryStore _store;
    private readonly IRequestGate _gate;

    public MemoryDatabase(MemoryStore? store = null, IRequestGate? gate = null) => (_store, _gate) = (store ?? new MemoryStore(), gate ?? OpenGate.Instance);

    public string Name => "memory";

    public MemoryStore Store => _store;

    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Through("info", () => new DatabaseInfo
    {
        Name = Name,
        UpdateSequence = _store.Sequence.ToString(),
        UpdateCount = _store.Sequence,
        Incarnation = _store.Incarnation,
    });

    public ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default) => Through("get", () =>
    {
        var found = _store.Read(reference, options);
        return found is { IsDeleted: true } && reference.Revision is null ? null : found;
    });

    public ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default) => Through("head", () => _store.Read(new DocumentReference(id), null) is { IsDeleted: false } found ? found.Revision : null);

    public async IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var found = await Through("bulk-read", () => references.Select(reference => _store.Read(reference, options)).ToList());
        for (var i = 0; i < references.Count; i++)
            yield return new BulkReadResult { Id = references[i].Id, RequestIndex = i, Document = found[i], Error = found[i] is null ? DocumentError.NotFound : DocumentError.None };
    }

    public async IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var row in await Through("range", () => _store.Range(range, options ?? RangeOptions.Default, 0))) yield return row;
    }

    public async IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var row in await Through("ranges", () => ranges.SelectMany((range, i) => _store.Range(range, options ?? RangeOptions.Default, i)).ToList())) yield return row;
    }

    public async IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var found = await Through("revisions", () => ids.Select(id => _store.Read(new DocumentReference(id), null)).ToList());
        for (var i = 0; i < ids.Count; i++) yield return new DocumentRow { Id = ids[i], Revision = found[i]?.Revision, IsDeleted = found[i]?.IsDeleted ?? false, RequestIndex = i };
    }

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default)
    {
        var result = await Through("put", () => _store.Write(document));
        return result.IsWritten ? result.Revision! : throw new DocumentConflictException();
    }

    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default) =>
        PutAsync(new Document { Id = id, Revision = revision, IsDeleted = true }, cancellationToken);

    public ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default)
    {
        // Counted by hand: this runs a million times in a run of the schedules.
        documents.Select(document => document.Id).Distinct(StringComparer.Ordinal).Count().Should().Be(documents.Count, "a bulk write takes an id once");
        return Through<IReadOnlyList<BulkWriteResult>>("bulk-write", () => [.. documents.Select(document => mode == WriteMode.Replicated ? _store.Replicate(document) : _store.Write(document))]);
    }

    public IChangesFeed ReadChanges(ChangesOptions? options = null) => new MemoryFeed(this, options ?? new ChangesOptions());

    public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => Through("get-local", () => _store.Local.GetValueOrDefault(id));

    public async ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default) => await Through("put-local", () => _store.Local[document.Id] = document);

    public async ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => await Through("delete-local", () => _store.Local.Remove(id));

    public ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) => Through("attachment", () =>
    {
        var attachment = _store.Read(document, new ReadOptions { IncludeAttachments = true })?.Attachments.GetValueOrDefault(name);
        return attachment is null ? null : new AttachmentContent(new MemoryStream(attachment.Data!.Value.ToArray()), attachment.ContentType, attachment.Length);
    });

    public ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    // It keeps no replaced revision.
    public async ValueTask CompactAsync(CancellationToken cancellationToken = default) => await Through("compact", () => true);

    internal async ValueTask<T> Through<T>(string operation, Func<T> work)
    {
        await _gate.BeforeAsync(operation);
        T result;
        lock (_store) result = work();
        await _gate.AfterAsync(operation);
        return result;
    }

    private sealed class MemoryFeed(MemoryDatabase database, ChangesOptions options) : IChangesFeed
    {
        public string? LastSequence { get; private set; }

        public async IAsyncEnumerator<DocumentChange> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            var (rows, last) = await database.Through("changes", () => (database._store.Changes(options.Since, options.AllLeaves), database._store.Sequence));
            foreach (var row in rows) yield return row;
            LastSequence = last.ToString();
        }
    }
}
