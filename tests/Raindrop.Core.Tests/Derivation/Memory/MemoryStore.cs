using System.Security.Cryptography;
using System.Text;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>The documents of a database in memory, with every leaf revision.</summary>
internal sealed class MemoryStore
{
    private readonly SortedDictionary<string, List<Document>> _leaves = new(IdComparer.Instance);
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);

    public long Sequence { get; private set; }

    public string Incarnation { get; set; } = Guid.NewGuid().ToString("n");

    public Dictionary<string, LocalDocument> Local { get; } = [];

    public IEnumerable<Document> Winners => _leaves.Values.Select(Winner).Where(document => !document.IsDeleted);

    public Document? Read(DocumentReference reference, ReadOptions? options)
    {
        if (!_leaves.TryGetValue(reference.Id, out var leaves)) return null;
        var found = reference.Revision is null ? Winner(leaves) : leaves.Find(leaf => leaf.Revision == reference.Revision);
        return found is null ? null : View(found, leaves, options);
    }

    public List<DocumentRow> Range(IdRange range, RangeOptions options, int index)
    {
        var rows = _leaves.Where(entry => range.Contains(entry.Key)).Select(entry => (Leaves: entry.Value, Winner: Winner(entry.Value))).Where(entry => !entry.Winner.IsDeleted)
            .Select(entry => new DocumentRow { Id = entry.Winner.Id, Revision = entry.Winner.Revision, Document = options.IncludeDocuments ? View(entry.Winner, entry.Leaves, null) : null, RequestIndex = index });
        if (options.Descending) rows = rows.Reverse();
        return [.. options.Limit is { } limit ? rows.Take(limit) : rows];
    }

    public List<DocumentChange> Changes(string? since, bool allLeaves)
    {
        var from = since is null ? 0 : long.Parse(since);
        return [.. _changed.Where(entry => entry.Value > from).OrderBy(entry => entry.Value).Select(entry =>
        {
            var leaves = _leaves[entry.Key];
            var winner = Winner(leaves);
            return new DocumentChange
            {
                Id = entry.Key,
                Revision = winner.Revision!,
                IsDeleted = winner.IsDeleted,
                Sequence = entry.Value.ToString(),
                OtherLeaves = allLeaves ? [.. leaves.Where(leaf => leaf != winner).Select(leaf => leaf.Revision!)] : [],
            };
        })];
    }

    public BulkWriteResult Write(Document document)
    {
        DocumentContent.Validate(document.Id, document.Content);
        if (!_leaves.TryGetValue(document.Id, out var leaves)) leaves = [];
        var parent = document.Revision is null ? leaves.Count == 0 ? null : Winner(leaves) : leaves.Find(leaf => leaf.Revision == document.Revision);
        // As CouchDB, it refuses a write that names a tombstone.
        var isRefused = document.Revision is null ? parent is { IsDeleted: false } : parent is null or { IsDeleted: true };
        if (isRefused) return new BulkWriteResult { Id = document.Id, Error = DocumentError.Conflict };
        if (parent is not null) leaves.Remove(parent);
        var next = Stored(document, parent);
        leaves.Add(next);
        return Keep(next, leaves);
    }

    /// <summary>Plants a revision, beside what it does not descend from.</summary>
    public BulkWriteResult Replicate(Document document)
    {
        if (!_leaves.TryGetValue(document.Id, out var leaves)) leaves = [];
        if (leaves.Exists(leaf => leaf.Revision == document.Revision)) return new BulkWriteResult { Id = document.Id, Revision = document.Revision };
        // What it descends from is a leaf no more.
        leaves.RemoveAll(leaf => document.RevisionHistory.Contains(leaf.Revision));
        leaves.Add(Stored(document, null, document.Revision));
        return Keep(leaves[^1], leaves);
    }

    public MemoryStore Copy()
    {
        var copy = new MemoryStore();
        copy.RestoreFrom(this);
        return copy;
    }

    /// <summary>Becomes what another store was: a new database with the same documents, whose sequences begin anew and whose local documents are gone.</summary>
    public void RestoreFrom(MemoryStore other)
    {
        _leaves.Clear();
        _changed.Clear();
        Local.Clear();
        Sequence = 0;
        Incarnation = Guid.NewGuid().ToString("n");
        foreach (var (id, leaves) in other._leaves)
        {
            _leaves[id] = [.. leaves];
            _changed[id] = ++Sequence;
        }
    }

    private BulkWriteResult Keep(Document document, List<Document> leaves)
    {
        _leaves[document.Id] = leaves;
        _changed[document.Id] = ++Sequence;
        return new BulkWriteResult { Id = document.Id, Revision = document.Revision };
    }

    private static Document Stored(Document document, Document? parent, string? revision = null)
    {
        var attachments = document.Attachments.ToDictionary(pair => pair.Key, pair => pair.Value.Data is null ? parent!.Attachments[pair.Key] : WithDigest(pair.Value));
        var generation = parent is null ? 1 : int.Parse(parent.Revision![..parent.Revision!.IndexOf('-', StringComparison.Ordinal)]) + 1;
        var seed = Encoding.UTF8.GetBytes($"{parent?.Revision} {document.IsDeleted} {Encoding.UTF8.GetString(document.Content.Span)} {string.Join(',', attachments.Select(pair => pair.Key + pair.Value.Digest))}");
        return new Document
        {
            Id = document.Id,
            Revision = revision ?? $"{generation}-{Convert.ToHexStringLower(SHA256.HashData(seed)[..16])}",
            IsDeleted = document.IsDeleted,
            Content = document.Content,
            Attachments = attachments,
        };
    }

    private static DocumentAttachment WithDigest(DocumentAttachment attachment) => new()
    {
        ContentType = attachment.ContentType,
        Length = attachment.Data!.Value.Length,
        Digest = "md5-" + Convert.ToBase64String(MD5.HashData(attachment.Data.Value.Span)),
        Data = attachment.Data,
    };

    private static Document View(Document document, List<Document> leaves, ReadOptions? options) => new()
    {
        Id = document.Id,
        Revision = document.Revision,
        IsDeleted = document.IsDeleted,
        Content = document.Content,
        Attachments = options is { IncludeAttachments: true }
            ? document.Attachments
            : document.Attachments.ToDictionary(pair => pair.Key, pair => new DocumentAttachment { ContentType = pair.Value.ContentType, Length = pair.Value.Length, Digest = pair.Value.Digest }),
        Conflicts = options is { IncludeConflicts: true } ? [.. leaves.Where(leaf => leaf != document && !leaf.IsDeleted).Select(leaf => leaf.Revision!)] : [],
    };

    private static Document Winner(List<Document> leaves) => leaves.OrderBy(leaf => leaf.IsDeleted).ThenByDescending(Generation).ThenByDescending(leaf => leaf.Revision, StringComparer.Ordinal).First();

    private static int Generation(Document leaf) => int.Parse(leaf.Revision![..leaf.Revision!.IndexOf('-', StringComparison.Ordinal)]);
}
