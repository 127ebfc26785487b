using Raindrop.CouchDb.Json;
using Raindrop.Documents;
using Raindrop.Embedded.Feeds;
using Raindrop.Embedded.Reading;
using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;
using ChangesQuery = Raindrop.CouchDb.Operations.ChangesQuery;
using DocumentCheck = Raindrop.CouchDb.Operations.DocumentCheck;

namespace Raindrop.Embedded;

/// <summary>A database of an <see cref="EmbeddedServer"/>. Reads run at once on the caller's thread; writes wait for their turn on another.</summary>
internal sealed class EmbeddedDatabase(string name, DatabaseFolder folder) : IDocumentDatabase
{
    private readonly DocumentWrites _writes = new(name, folder);
    private readonly LocalDocuments _locals = new(name, folder);
    private readonly Attachments _attachments = new(name, folder);

    public string Name => name;

    public ValueTask<DatabaseInfo> GetInfoAsync(CancellationToken cancellationToken = default) => folder.ReadAsync(name, DatabaseInfos.Read, cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentReference reference, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Require(reference);
        return folder.ReadAsync(name, lease => DocumentReads.Read(lease.Connection, reference, options ?? ReadOptions.Default) is { } found && (!found.IsDeleted || reference.Revision is not null) ? found : null, cancellationToken);
    }

    public ValueTask<string?> GetRevisionAsync(string id, CancellationToken cancellationToken = default)
    {
        DocumentIds.Require(id);
        return folder.ReadAsync(name, lease => Head.Read(lease.Connection, id) is { IsDeleted: false } head ? head.Revision : null, cancellationToken);
    }

    public IAsyncEnumerable<BulkReadResult> BulkReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        foreach (var reference in references) Require(reference);
        return Pages.ReadAsync(folder, name, new BulkReadPages(references, options ?? ReadOptions.Default), cancellationToken);
    }

    public IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options = null, CancellationToken cancellationToken = default) => ReadRangesAsync([range], options, cancellationToken);

    public IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return Pages.ReadAsync(folder, name, new RangePages(ranges, options ?? RangeOptions.Default), cancellationToken);
    }

    public IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var id in ids) DocumentIds.RequireWellFormed(id);
        return Pages.ReadAsync(folder, name, new RevisionPages(ids), cancellationToken);
    }

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingRevisionsAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revisions);
        return folder.ReadAsync<IReadOnlyDictionary<string, IReadOnlyList<string>>>(name, lease =>
        {
            var missing = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var (id, asked) in revisions) if (DocumentReads.FindMissing(lease.Connection, id, asked) is { Count: > 0 } unknown) missing[id] = unknown;
            return missing;
        }, cancellationToken);
    }

    public ValueTask<string> PutAsync(Document document, CancellationToken cancellationToken = default) => _writes.PutAsync(document, cancellationToken);

    public ValueTask<string> DeleteAsync(string id, string revision, CancellationToken cancellationToken = default) => _writes.DeleteAsync(id, revision, cancellationToken);

    public ValueTask<IReadOnlyList<BulkWriteResult>> BulkWriteAsync(IReadOnlyList<Document> documents, WriteMode mode = WriteMode.NewRevisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return _writes.BulkWriteAsync(documents, mode, cancellationToken);
    }

    public IChangesFeed ReadChanges(ChangesOptions? options = null)
    {
        options ??= new ChangesOptions();
        ChangesQuery.Require(options);
        return new EmbeddedFeed(folder, name, options);
    }

    public ValueTask<LocalDocument?> GetLocalAsync(string id, CancellationToken cancellationToken = default) => _locals.GetAsync(id, cancellationToken);

    public ValueTask PutLocalAsync(LocalDocument document, CancellationToken cancellationToken = default) => _locals.PutAsync(document, cancellationToken);

    public ValueTask DeleteLocalAsync(string id, CancellationToken cancellationToken = default) => _locals.DeleteAsync(id, cancellationToken);

    public ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default)
    {
        Require(document);
        return _attachments.OpenAsync(document, name, cancellationToken);
    }

    public ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        Require(document);
        DocumentCheck.RequireAttachment(document.Id, name, contentType);
        return _attachments.PutAsync(document, name, contentType, content, cancellationToken);
    }

    public ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document.Revision);
        Require(document);
        return _attachments.DeleteAsync(document, name, cancellationToken);
    }

    public async ValueTask CompactAsync(CancellationToken cancellationToken = default) => await folder.CompactAsync(name, cancellationToken).ConfigureAwait(false);

    private static void Require(DocumentReference reference)
    {
        DocumentIds.Require(reference.Id);
        Revisions.Require(reference.Id, reference.Revision);
    }
}
