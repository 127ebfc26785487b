using System.Buffers;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>A range of ids in the words of <c>_all_docs</c>.</summary>
internal sealed class RangeQuery
{
    private readonly RangeOptions _options;
    private readonly string? _from;
    private readonly string? _to;
    private readonly string? _excluded;

    public RangeQuery(IdRange range, RangeOptions options)
    {
        DocumentIds.RequireWellFormed(range.Start);
        DocumentIds.RequireWellFormed(range.End);
        if (options.Limit is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(options));
        _options = options;
        (_from, _to) = options.Descending ? (range.End, range.Start) : (range.Start, range.End);
        // CouchDB excludes the far end of a range on demand, but never the near one.
        _excluded = options.Descending ? range.End : null;
        IsEmpty = range.Start is not null && range.End is not null && IdComparer.Instance.Compare(range.Start, range.End) >= 0;
    }

    public bool IsEmpty { get; }

    public int Limit => _options.Limit ?? int.MaxValue;

    public bool Takes(string id) => _excluded is null || id != _excluded;

    private long? AskedLimit => _options.Limit is { } limit ? limit + (_excluded is null ? 0L : 1L) : null;

    public string ToPath(string path) => new CouchQuery(path)
        .AddJson("start_key", _from)
        .AddJson("end_key", _to)
        .AddIf(!_options.Descending && _to is not null, "inclusive_end", "false")
        .AddIf(_options.Descending, "descending")
        .AddIf(_options.IncludeDocuments, "include_docs")
        .AddIf(_options.IncludeDocuments && _options.IncludeConflicts, "conflicts")
        .Add("limit", AskedLimit)
        .ToString();

    public void WriteTo(RequestBody body)
    {
        body.Write("{\"inclusive_end\":"u8);
        body.Write(!_options.Descending && _to is not null ? "false"u8 : "true"u8);
        WriteKey(body, ",\"start_key\":"u8, _from);
        WriteKey(body, ",\"end_key\":"u8, _to);
        if (_options.Descending) body.Write(",\"descending\":true"u8);
        if (_options.IncludeDocuments) body.Write(",\"include_docs\":true"u8);
        if (_options.IncludeDocuments && _options.IncludeConflicts) body.Write(",\"conflicts\":true"u8);
        if (AskedLimit is { } limit)
        {
            body.Write(",\"limit\":"u8);
            JsonText.WriteNumber(body, limit);
        }

        body.Write("}"u8);
    }

    private static void WriteKey(RequestBody body, ReadOnlySpan<byte> name, string? key)
    {
        if (key is null) return;
        body.Write(name);
        JsonText.WriteString(body, key);
    }
}
