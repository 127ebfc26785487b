using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>A database of a <see cref="CouchServer"/>: the document contracts, and what CouchDB alone has.</summary>
public sealed class CouchDatabase : IDocumentDatabase, IDatabaseSecurity
{
    private readonly CouchConnection _connection;
    private readonly ServerFacts _facts;
    private readonly string _path;
    private readonly DocumentReads _reads;
    private readonly RangeReads _ranges;
    private readonly BulkReads _bulkReads;
    private readonly DocumentWrites _writes;
    private readonly BulkWrites _bulkWrites;
    private readonly LocalDocuments _locals;
    private readonly Attachments _attachments;

    internal CouchDatabase(string name, CouchConnection connection, ServerFacts facts)
    {
        Name = name;
        _connection = connection;
        _facts = facts;
        _path = CouchPath.Database(name);
        _reads = new DocumentReads(connection, _path);
        _ranges = new RangeReads(connection, _path, facts);
        _bulkReads = new BulkReads(connection, _path);
        _writes = new DocumentWrites(connection, _path, facts);
        _bulkWrites = new BulkWrites(connection, _path);
        _locals = new LocalDocuments(connection, _path);
        _attachments = new Attachments(connection, _path);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Design documents.</summary>
    public CouchDesignDocuments DesignDocuments => new(this);

    /// <summary>Mango indexes and queries.</summary>
    public CouchMango Mango => new(_connection, _path, _facts);

    /// <summary>Who may read and write the database.</summary>
    public CouchSecurity Security => new(_connection, _path, _facts);

    /// <summary>Clean-up in the background.</summary>
    public CouchMaintenance Maintenance => new(_connection, _path);

    /// <inheritdoc/>
    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default) => _reads.GetInfoAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        _reads.GetAsync(reference, options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default) => _reads.GetRevisionAsync(id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        return _bulkReads.ReadAsync(references, options, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, CancellationToken cancellationToken = default) =>
        _ranges.ReadRangeAsync(range, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return _ranges.ReadRangesAsync(ranges, options, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _ranges.ReadRevisionsAsync(ids, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revisions);
        return _bulkReads.FindMissingAsync(revisions, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default) => _writes.PutAsync(document, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default) => _writes.DeleteAsync(id, revision, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return _bulkWrites.WriteAsync(documents, mode, cancellationToken);
    }

    /// <inheritdoc/>
    public IChangesFeed ReadChanges(ChangesOptions? options = null)
    {
        options ??= new ChangesOptions();
        ChangesQuery.Require(options);
        return new ChangesFeed(_connection, _path, _facts, options);
    }

    /// <inheritdoc/>
    public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => _locals.GetAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default) => _locals.PutAsync(document, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => _locals.DeleteAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) =>
        _attachments.OpenAsync(document, name, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default) =>
        _attachments.PutAsync(document, name, contentType, content, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default) =>
        _attachments.DeleteAsync(document, name, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Needs an administrator of the server or the database. On a cluster with several copies of a shard, CouchDB says of one copy only whether it is
    /// done; the others are about as far.
    /// </remarks>
    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => new Compaction(_connection, _path, _facts).RunAsync(cancellationToken);

    ValueTask<SecurityRules> IDatabaseSecurity.GetSecurityAsync(CancellationToken cancellationToken) => Security.GetAsync(cancellationToken);

    ValueTask IDatabaseSecurity.PutSecurityAsync(SecurityRules rules, CancellationToken cancellationToken) => Security.PutAsync(rules, cancellationToken);
}
