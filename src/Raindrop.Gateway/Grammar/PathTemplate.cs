namespace Raindrop.Gateway.Grammar;

/// <summary>The shape of a path, written as in CouchDB's reference: <c>/{db}/_design/{ddoc}/_view/{view}</c>.</summary>
internal sealed class PathTemplate
{
    private readonly (SegmentKind Kind, string Text)[] _segments;
    private readonly bool _hasRest;

    public PathTemplate(string text)
    {
        Text = text;
        _segments = [.. text.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
        _hasRest = _segments.Length > 0 && _segments[^1].Kind is SegmentKind.Attachment or SegmentKind.Anything;
    }

    public string Text { get; }

    public int Length => _segments.Length;

    public SegmentKind KindAt(int place) => _segments[place].Kind;

    public bool Matches(ReadOnlySpan<string> path)
    {
        if (_hasRest ? path.Length < _segments.Length - 1 : path.Length != _segments.Length) return false;
        for (var i = 0; i < _segments.Length; i++)
        {
            var (kind, text) = _segments[i];
            if (kind == SegmentKind.Anything) return true;
            if (i == path.Length || !(kind == SegmentKind.Literal ? path[i] == text : Takes(kind, path[i]))) return false;
        }

        return true;
    }

    /// <summary>The text at each place of a path of this shape. What goes on to the end is joined by slashes, as CouchDB does.</summary>
    public string[] Read(ReadOnlySpan<string> path)
    {
        var values = new string[_segments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _hasRest && i == values.Length - 1 ? string.Join('/', path[i..]) : path[i];
        }

        return values;
    }

    public override string ToString() => Text;

    private static bool Takes(SegmentKind kind, string value) => kind switch
    {
        SegmentKind.Local => value.Length > 0,
        SegmentKind.Document or SegmentKind.Design or SegmentKind.Attachment => value.Length > 0 && value[0] != '_',
        _ => value.Length > 0 && value[0] != '_' && !value.Contains('/', StringComparison.Ordinal),
    };

    private static (SegmentKind Kind, string Text) Read(string text) => text switch
    {
        "{db}" => (SegmentKind.Database, text),
        "{docid}" => (SegmentKind.Document, text),
        "{ddoc}" => (SegmentKind.Design, text),
        "{local}" => (SegmentKind.Local, text),
        "{attname}" => (SegmentKind.Attachment, text),
        "{view}" or "{index}" => (SegmentKind.Index, text),
        "{partition}" => (SegmentKind.Partition, text),
        "{any}" => (SegmentKind.Anything, text),
        _ => text.StartsWith('{') ? throw new ArgumentException("There is no such place in a path.", nameof(text)) : (SegmentKind.Literal, text),
    };
}
