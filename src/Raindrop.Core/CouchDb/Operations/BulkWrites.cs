using System.Buffers;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>Writes of many documents.</summary>
internal sealed class BulkWrites(CouchConnection connection, string database)
{
    /// <summary>CouchDB's default <c>max_bulk_docs_count</c>.</summary>
    private const int MostDocuments = 10_000;

    public async ValueTask<IReadOnlyList<BulkWriteResult>> WriteAsync(IReadOnlyList<Document> documents, WriteMode mode, CancellationToken cancellationToken)
    {
        for (var i = 0; i < documents.Count; i++) DocumentCheck.Require(documents[i], mode);
        var results = new BulkWriteResult[documents.Count];
        for (var start = 0; start < documents.Count; start += MostDocuments)
        {
            var count = Math.Min(MostDocuments, documents.Count - start);
            if (await WriteAsync(documents, results, start, count, mode, cancellationToken).ConfigureAwait(false) || mode == WriteMode.Replicated) continue;
            await new InterruptedWrites(connection, database).ResolveAsync(documents, results, start, count, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    // Whether one request did it.
    private async ValueTask<bool> WriteAsync(IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count, WriteMode mode, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(documents, results, start, count, mode, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentStoreException e) when (e is DocumentTooLargeException || e.Status is 400 or 412)
        {
            // CouchDB refuses the whole request for one document that is too large or names an attachment which is not there: halving finds
            // it, and the others are written.
            if (count == 1)
            {
                var error = e is DocumentTooLargeException ? DocumentError.TooLarge : e is DocumentNotFoundException ? DocumentError.NotFound : DocumentError.Invalid;
                results[start] = new BulkWriteResult { Id = documents[start].Id, Error = error };
                return true;
            }

            await WriteAsync(documents, results, start, count / 2, mode, cancellationToken).ConfigureAwait(false);
            await WriteAsync(documents, results, start + (count / 2), count - (count / 2), mode, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private async ValueTask SendAsync(IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count, WriteMode mode, CancellationToken cancellationToken)
    {
        var replicated = mode == WriteMode.Replicated;
        using var body = new RequestBody();
        body.Write(replicated ? "{\"new_edits\":false,\"docs\":["u8 : "{\"docs\":["u8);
        for (var i = start; i < start + count; i++)
        {
            if (i > start) body.Write(","u8);
            DocumentWriting.Write(body, documents[i], history: replicated);
        }

        body.Write("]}"u8);
        Array.Clear(results, start, count);
        var request = new CouchRequest("bulk write", HttpMethod.Post, $"{database}/_bulk_docs") { Body = body, Kind = RequestKind.Write, IsSafe = replicated };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.BeginAsync((byte)'[').ConfigureAwait(false);
        if (replicated) await ReadRefusedAsync(cursor, documents, results, start, count).ConfigureAwait(false);
        else await ReadAllAsync(cursor, documents, results, start, count).ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    // CouchDB answers in the order of the documents; pouchdb-server now and then in another.
    private static async ValueTask ReadAllAsync(JsonCursor cursor, IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count)
    {
        var answered = 0;
        for (; await cursor.NextElementAsync().ConfigureAwait(false); answered++)
        {
            var result = cursor.Parse(WriteResultJson.Parse);
            var index = start + answered;
            if (answered >= count || result.Id != documents[index].Id) index = FindUnanswered(documents, results, start, count, result.Id);
            if (index < 0) throw cursor.Response.Broken();
            results[index] = result.IsWritten ? result : result with { Revision = null };
        }

        if (answered < count) throw cursor.Response.Broken();
    }

    private static int FindUnanswered(IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count, string id)
    {
        for (var i = start; i < start + count; i++) if (results[i].Id is null && documents[i].Id == id) return i;
        return -1;
    }

    // A replicated write is answered by what was refused alone.
    private static async ValueTask ReadRefusedAsync(JsonCursor cursor, IReadOnlyList<Document> documents, BulkWriteResult[] results, int start, int count)
    {
        for (var i = start; i < start + count; i++) results[i] = new BulkWriteResult { Id = documents[i].Id, Revision = documents[i].Revision };
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            var refused = cursor.Parse(WriteResultJson.Parse);
            if (refused.IsWritten) continue;
            for (var i = start; i < start + count; i++)
            {
                if (documents[i].Id != refused.Id || (refused.Revision is { } revision && revision != documents[i].Revision)) continue;
                results[i] = refused with { Revision = null };
            }
        }
    }
}
