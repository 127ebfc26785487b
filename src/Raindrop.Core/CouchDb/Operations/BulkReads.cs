using System.Buffers;
using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Reads of many documents.</summary>
internal sealed class BulkReads(CouchConnection connection, string database)
{
    /// <summary>CouchDB's default <c>max_bulk_get_count</c> is 10,000.</summary>
    private const int MostReferences = 10_000;

    public async IAsyncEnumerable<BulkReadResult> ReadAsync(IReadOnlyList<DocumentReference> references, ReadOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < references.Count; i++)
        {
            DocumentIds.Require(references[i].Id);
            Revisions.Require(references[i].Id, references[i].Revision);
        }

        for (var start = 0; start < references.Count; start += MostReferences)
        {
            var order = new BulkReadOrder(references, start, Math.Min(start + MostReferences, references.Count));
            await foreach (var result in ReadPageAsync(order, options ?? ReadOptions.Default, cancellationToken).ConfigureAwait(false)) yield return result;
        }
    }

    private async IAsyncEnumerable<BulkReadResult> ReadPageAsync(BulkReadOrder order, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var body = new RequestBody();
        order.WriteTo(body);
        var query = new CouchQuery($"{database}/_bulk_get").AddIf(options.IncludeRevisionHistory, "revs").AddIf(options.IncludeAttachments, "attachments");
        var request = new CouchRequest("bulk read", HttpMethod.Post, query.ToString()) { Body = body, IsSafe = true };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("results").ConfigureAwait(false);
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            order.Add(cursor.Parse(BulkReadJson.Parse));
            while (order.TryTake(out var result)) yield return result;
        }

        if (!order.IsComplete) throw cursor.Response.Broken("The answer lacks documents that were asked for: what stands between may have cut it. Try again.");
        await cursor.LeaveObjectAsync().ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindMissingAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> revisions, CancellationToken cancellationToken)
    {
        var missing = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (revisions.Count == 0) return missing;
        using var body = new RequestBody();
        WriteRevisions(body, revisions);
        var request = new CouchRequest("find missing revisions", HttpMethod.Post, $"{database}/_revs_diff") { Body = body, IsSafe = true };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.BeginAsync((byte)'{').ConfigureAwait(false);
        while (await cursor.NextMemberAsync().ConfigureAwait(false) is { } id)
        {
            await cursor.ReadValueAsync().ConfigureAwait(false);
            var lacking = cursor.Parse(MissingRevisionsJson.Parse);
            if (lacking.Count > 0) missing[id] = lacking;
        }

        await cursor.EndAsync().ConfigureAwait(false);
        return missing;
    }

    private static void WriteRevisions(RequestBody body, IReadOnlyDictionary<string, IReadOnlyList<string>> revisions)
    {
        var first = true;
        foreach (var (id, known) in revisions)
        {
            DocumentIds.RequireWellFormed(id);
            foreach (var revision in known) Revisions.Require(id, revision);
            body.Write(first ? "{"u8 : ","u8);
            first = false;
            JsonText.WriteString(body, id);
            body.Write(":"u8);
            JsonText.WriteStrings(body, known);
        }

        body.Write("}"u8);
    }
}
