using Raindrop.Documents;
using Raindrop.Embedded.Reading;
using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;

namespace Raindrop.Embedded.Feeds;

/// <summary>The changes between a position and the end that there was when reading began.</summary>
internal sealed class FeedPages(ChangesOptions options, string? since) : IPageSource<DocumentChange>
{
    private const string Rows = "SELECT d.sequence, d.id, d.revision, d.deleted, d.number, d.leaves FROM documents d INDEXED BY changes WHERE d.sequence > ?1 AND d.sequence <= ?2 ORDER BY d.sequence";
    private const string Bodies = "SELECT d.sequence, d.id, d.revision, d.deleted, d.number, d.leaves, " + BodyColumns.List + " FROM documents d INDEXED BY changes CROSS JOIN leaves l ON l.number = d.leaf WHERE d.sequence > ?1 AND d.sequence <= ?2 ORDER BY d.sequence";
    private const int FirstBodyColumn = 6;
    private const int CheckInterval = 4096;

    private readonly HashSet<string>? _ids = options.DocumentIds is { } ids ? new HashSet<string>(ids, StringComparer.Ordinal) : null;
    private string? _incarnation;
    private long _position;
    private long _end;
    private int _left = options.Limit ?? int.MaxValue;
    private int _untilSequence;

    /// <summary>Where the feed ends, <see langword="null"/> before the first page.</summary>
    public string? End { get; private set; }

    public bool Fill(ReadLease lease, List<DocumentChange> page)
    {
        Begin(lease);
        var connection = lease.Connection;
        var statement = connection[options.IncludeDocuments ? Bodies : Rows].Bind(1, _position).Bind(2, _end);
        var limit = new PageLimit();
        for (var seen = 0; _left > 0; seen++)
        {
            if (!limit.HasRoom || seen == CheckInterval)
            {
                statement.Reset();
                return true;
            }

            if (!statement.Step()) return false;
            _position = statement.Number(0);
            var id = statement.Text(1);
            if (_ids is not null && !_ids.Contains(id)) continue;
            var change = Read(statement, id, connection);
            page.Add(change);
            limit.Count(change.Document);
            _left--;
        }

        statement.Reset();
        // A feed that ends by its limit goes on from its last change.
        End = FeedPosition.Format(_position, _incarnation!);
        return false;
    }

    private void Begin(ReadLease lease)
    {
        if (_incarnation == lease.File.Incarnation) return;
        // Deleted and created anew while it was read: all that is there now is new.
        _position = FeedPosition.Parse(_incarnation is null ? since : null, lease.State.Sequence, lease.File.Incarnation);
        _end = lease.State.Sequence;
        _incarnation = lease.File.Incarnation;
        End = FeedPosition.Format(_end, _incarnation);
    }

    private DocumentChange Read(Statement statement, string id, Connection connection)
    {
        var revision = statement.Text(2);
        IReadOnlyList<string> others = options.AllLeaves && statement.Number(5) > 1
            ? [.. Leaf.ReadAll(connection, statement.Number(4)).Where(leaf => leaf.Revision != revision).Select(leaf => leaf.Revision)]
            : [];
        return new DocumentChange
        {
            Id = id,
            Revision = revision,
            IsDeleted = statement.Flag(3),
            Sequence = ReadSequence(statement),
            OtherLeaves = others,
            Document = options.IncludeDocuments ? BodyColumns.Read(statement, FirstBodyColumn, id, connection, ReadOptions.Default) : null,
        };
    }

    private string? ReadSequence(Statement statement)
    {
        if (--_untilSequence > 0) return null;
        _untilSequence = options.SequenceInterval;
        return FeedPosition.Format(statement.Number(0), _incarnation!);
    }
}
