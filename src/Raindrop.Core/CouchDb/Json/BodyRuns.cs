namespace Raindrop.CouchDb.Json;

/// <summary>The stretches of a document that are its body: one, as CouchDB writes documents, or several.</summary>
internal struct BodyRuns
{
    private (int Start, int End) _last;
    private List<(int Start, int End)>? _earlier;
    private bool _isInterrupted;

    public readonly bool IsEmpty => _last.End == 0;

    /// <summary>Adds a member, from its name to the end of its value.</summary>
    public void Add(int start, int end)
    {
        if (_last.End == 0)
        {
            _last = (start, end);
        }
        else if (_isInterrupted)
        {
            (_earlier ??= []).Add(_last);
            _last = (start, end);
        }
        else
        {
            _last.End = end;
        }

        _isInterrupted = false;
    }

    /// <summary>Notes that something which is not the body's stands here.</summary>
    public void Interrupt() => _isInterrupted = true;

    public readonly byte[] Cut(ReadOnlySpan<byte> json)
    {
        var length = _last.End - _last.Start + 2;
        if (_earlier is not null) foreach (var (start, end) in _earlier) length += end - start + 1;
        var body = GC.AllocateUninitializedArray<byte>(length);
        body[0] = (byte)'{';
        var at = 1;
        if (_earlier is not null)
        {
            foreach (var (start, end) in _earlier)
            {
                json[start..end].CopyTo(body.AsSpan(at));
                at += end - start;
                body[at++] = (byte)',';
            }
        }

        json[_last.Start.._last.End].CopyTo(body.AsSpan(at));
        body[^1] = (byte)'}';
        return body;
    }
}
