using System.Buffers;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Puts the answers of a bulk read into the order of its references. CouchDB keeps that order, so that nothing waits; other servers group by id.</summary>
internal sealed class BulkReadOrder(IReadOnlyList<DocumentReference> references, int start, int end)
{
    private readonly Dictionary<int, BulkReadAnswer> _waiting = [];
    private readonly int _start = start;
    private int _next = start;

    public bool IsComplete => _next == end;

    public void WriteTo(RequestBody body)
    {
        for (var i = _start; i < end; i++)
        {
            body.Write(i == _start ? "{\"docs\":[{\"id\":"u8 : ",{\"id\":"u8);
            JsonText.WriteString(body, references[i].Id);
            if (references[i].Revision is { } revision)
            {
                body.Write(",\"rev\":"u8);
                JsonText.WriteString(body, revision);
            }

            body.Write("}"u8);
        }

        body.Write("]}"u8);
    }

    /// <summary>Takes an answer; one that answers nothing (another leaf) is left out.</summary>
    public void Add(BulkReadAnswer answer)
    {
        for (var i = _next; i < end; i++)
        {
            if (!answer.Answers(references[i]) || !_waiting.TryAdd(i, answer)) continue;
            return;
        }
    }

    public bool TryTake(out BulkReadResult result)
    {
        result = default;
        if (!_waiting.Remove(_next, out var answer)) return false;
        result = new BulkReadResult { Id = references[_next].Id, RequestIndex = _next, Document = answer.Document, Error = answer.Error };
        _next++;
        return true;
    }
}
