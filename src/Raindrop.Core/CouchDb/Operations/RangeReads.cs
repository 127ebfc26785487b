using System.Buffers;
using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Listings by id: of ranges and of given ids.</summary>
internal sealed class RangeReads(CouchConnection connection, string database, ServerFacts facts)
{
    /// <summary>How many ranges go into one request, so that no request grows without bound.</summary>
    private const int MostRanges = 1000;

    public async IAsyncEnumerable<DocumentRow> ReadRangeAsync(IdRange range, RangeOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RangeQuery(range, options ?? RangeOptions.Default);
        if (query.IsEmpty) yield break;
        var request = new CouchRequest("read range", HttpMethod.Get, query.ToPath($"{database}/_all_docs"));
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("rows").ConfigureAwait(false);
        var left = query.Limit;
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            var row = cursor.Parse(RowJson.Parse);
            if (query.Takes(row.Id) && left-- > 0) yield return row;
        }

        await cursor.LeaveObjectAsync().ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    public async IAsyncEnumerable<DocumentRow> ReadRangesAsync(IReadOnlyList<IdRange> ranges, RangeOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options ??= RangeOptions.Default;
        var together = ranges.Count > 1 && await facts.HasAsync(StoreCapabilities.MultipleRanges, cancellationToken).ConfigureAwait(false);
        for (var start = 0; start < ranges.Count; start += together ? MostRanges : 1)
        {
            var rows = together ? ReadTogetherAsync(ranges, start, options, cancellationToken) : ReadRangeAsync(ranges[start], options, cancellationToken);
            await foreach (var row in rows.ConfigureAwait(false)) yield return together ? row : row with { RequestIndex = start };
        }
    }

    public async IAsyncEnumerable<DocumentRow> ReadRevisionsAsync(IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Count == 0) yield break;
        using var body = new RequestBody();
        body.Write("{\"keys\":"u8);
        JsonText.WriteStrings(body, ids);
        body.Write("}"u8);
        var request = new CouchRequest("read revisions", HttpMethod.Post, $"{database}/_all_docs") { Body = body, IsSafe = true };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("rows").ConfigureAwait(false);
        var index = 0;
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            var row = cursor.Parse(RowJson.Parse);
            if (index == ids.Count || row.Id != ids[index]) throw cursor.Response.Broken();
            yield return row with { RequestIndex = index++ };
        }

        if (index < ids.Count) throw cursor.Response.Broken();
        await cursor.LeaveObjectAsync().ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    private async IAsyncEnumerable<DocumentRow> ReadTogetherAsync(IReadOnlyList<IdRange> ranges, int start, RangeOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queries = new List<(int Index, RangeQuery Query)>();
        for (var i = start; i < Math.Min(start + MostRanges, ranges.Count); i++)
        {
            var query = new RangeQuery(ranges[i], options);
            if (!query.IsEmpty) queries.Add((i, query));
        }

        if (queries.Count == 0) yield break;
        using var body = new RequestBody();
        WriteQueries(body, queries);
        var request = new CouchRequest("read ranges", HttpMethod.Post, $"{database}/_all_docs/queries") { Body = body, IsSafe = true };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("results").ConfigureAwait(false);
        foreach (var (index, query) in queries)
        {
            if (!await cursor.MoveNextAsync((byte)']').ConfigureAwait(false)) throw cursor.Response.Broken();
            await cursor.FindArrayAsync("rows").ConfigureAwait(false);
            var left = query.Limit;
            while (await cursor.NextElementAsync().ConfigureAwait(false))
            {
                var row = cursor.Parse(RowJson.Parse);
                if (query.Takes(row.Id) && left-- > 0) yield return row with { RequestIndex = index };
            }

            await cursor.LeaveObjectAsync().ConfigureAwait(false);
        }

        if (await cursor.MoveNextAsync((byte)']').ConfigureAwait(false)) throw cursor.Response.Broken();
        await cursor.LeaveObjectAsync().ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    private static void WriteQueries(RequestBody body, List<(int Index, RangeQuery Query)> queries)
    {
        var first = true;
        foreach (var (_, query) in queries)
        {
            body.Write(first ? "{\"queries\":["u8 : ","u8);
            first = false;
            query.WriteTo(body);
        }

        body.Write("]}"u8);
    }
}
