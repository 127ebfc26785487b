using System.Text;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Reading;

/// <summary>The rows of id ranges, range by range.</summary>
internal sealed class RangePages : IPageSource<DocumentRow>
{
    private const string Keys = "SELECT d.id, d.revision FROM documents d WHERE d.id >= ?1 AND d.id < ?2 AND d.deleted = 0 ORDER BY d.id";
    private const string Bodies = "SELECT d.id, d.leaves, " + BodyColumns.List + " FROM documents d CROSS JOIN leaves l ON l.number = d.leaf WHERE d.id >= ?1 AND d.id < ?2 AND d.deleted = 0 ORDER BY d.id";
    private const string KeysDescending = Keys + " DESC";
    private const string BodiesDescending = Bodies + " DESC";
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };

    /// <summary>A byte that UTF-8 never has: it is behind every id.</summary>
    private static readonly byte[] BehindAll = [0xff];

    private readonly IReadOnlyList<IdRange> _ranges;
    private readonly RangeOptions _options;
    private int _index = -1;
    private byte[] _from = [];
    private byte[] _to = [];
    private int _left;

    public RangePages(IReadOnlyList<IdRange> ranges, RangeOptions options)
    {
        if (options.Limit is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(options));
        foreach (var range in ranges)
        {
            DocumentIds.RequireWellFormed(range.Start);
            DocumentIds.RequireWellFormed(range.End);
        }

        _ranges = ranges;
        _options = options;
    }

    public bool Fill(ReadLease lease, List<DocumentRow> page)
    {
        var limit = new PageLimit();
        if (_index < 0) Advance();
        for (; _index < _ranges.Count; Advance()) if (!FillRange(lease.Connection, page, ref limit)) return true;
        return false;
    }

    private void Advance()
    {
        if (++_index >= _ranges.Count) return;
        var range = _ranges[_index];
        _from = Encoding.UTF8.GetBytes(range.Start ?? "");
        _to = range.End is null ? BehindAll : Encoding.UTF8.GetBytes(range.End);
        _left = _options.Limit ?? int.MaxValue;
    }

    // Whether the range came to its end.
    private bool FillRange(Connection connection, List<DocumentRow> page, ref PageLimit limit)
    {
        var withBodies = _options.IncludeDocuments;
        var sql = (withBodies, _options.Descending) switch { (false, false) => Keys, (false, true) => KeysDescending, (true, false) => Bodies, _ => BodiesDescending };
        var statement = connection[sql].Bind(1, _from).Bind(2, _to);
        while (_left > 0)
        {
            if (!limit.HasRoom) return Leave(statement, page);
            if (!statement.Step()) return true;
            var id = statement.Text(0);
            var document = withBodies ? BodyColumns.Read(statement, 2, id, connection, _options.IncludeConflicts && statement.Number(1) > 1 ? WithConflicts : ReadOptions.Default) : null;
            page.Add(new DocumentRow { Id = id, Revision = document?.Revision ?? statement.Text(1), Document = document, RequestIndex = _index });
            limit.Count(document);
            _left--;
        }

        statement.Reset();
        return true;
    }

    // The next page starts behind the last row.
    private bool Leave(Statement statement, List<DocumentRow> page)
    {
        statement.Reset();
        if (page.Count == 0 || page[^1].RequestIndex != _index) return false;
        var last = page[^1].Id;
        if (_options.Descending) _to = Encoding.UTF8.GetBytes(last);
        else _from = Encoding.UTF8.GetBytes(last + "\0");
        return false;
    }
}
