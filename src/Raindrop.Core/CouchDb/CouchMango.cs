using System.Buffers;
using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>Mango: indexes over JSON fields, and queries. An id range answers faster where it can.</summary>
public sealed class CouchMango
{
    private readonly CouchConnection _connection;
    private readonly string _database;
    private readonly ServerFacts _facts;

    internal CouchMango(CouchConnection connection, string database, ServerFacts facts)
    {
        _connection = connection;
        _database = database;
        _facts = facts;
    }

    /// <summary>Creates an index; the server builds it when it is first used.</summary>
    /// <param name="index">The index.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="true"/> if it was created, <see langword="false"/> if it was there already.</returns>
    public async ValueTask<bool> CreateIndexAsync(MangoIndex index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentOutOfRangeException.ThrowIfZero(index.Fields.Count, nameof(index));
        await RequireFindAsync("create index", cancellationToken).ConfigureAwait(false);
        using var body = new RequestBody();
        MangoJson.WriteIndex(body, index);
        var request = new CouchRequest("create index", HttpMethod.Post, $"{_database}/_index") { Body = body, Kind = RequestKind.Write, IsSafe = true };
        return await _connection.ParseAsync(request, MangoJson.ParseCreated, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the indexes that were created, without the built-in one over ids.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<MangoIndex> ListIndexesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await RequireFindAsync("list indexes", cancellationToken).ConfigureAwait(false);
        using var cursor = await _connection.OpenAsync(new CouchRequest("list indexes", HttpMethod.Get, $"{_database}/_index"), cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("indexes").ConfigureAwait(false);
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            if (cursor.Parse(MangoJson.ParseIndex) is { } index) yield return index;
        }

        await cursor.LeaveObjectAsync().ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Deletes an index.</summary>
    /// <param name="designDocument">The name of the design document that holds it, after <c>_design/</c>.</param>
    /// <param name="name">The index's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="true"/> if it was deleted, <see langword="false"/> if there was none.</returns>
    public async ValueTask<bool> DeleteIndexAsync(string designDocument, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(designDocument);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = $"{_database}/_index/{CouchPath.Database(designDocument)}/json/{CouchPath.Database(name)}";
        try
        {
            await _connection.DoAsync(new CouchRequest("delete index", HttpMethod.Delete, path) { Kind = RequestKind.Write }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Finds documents, streamed, page by page.</summary>
    /// <param name="query">What is found.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<Document> FindAsync(MangoQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1, nameof(query));
        if (query.Limit is { } most) ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(query));
        await RequireFindAsync("find", cancellationToken).ConfigureAwait(false);
        var paged = await _facts.HasAsync(StoreCapabilities.FindBookmarks, cancellationToken).ConfigureAwait(false);
        var left = query.Limit ?? int.MaxValue;
        string? bookmark = null;
        while (left > 0)
        {
            var asked = paged ? Math.Min(left, query.PageSize) : left;
            using var body = new RequestBody();
            MangoJson.WriteQuery(body, query, asked, bookmark);
            var request = new CouchRequest("find", HttpMethod.Post, $"{_database}/_find") { Body = body, IsSafe = true };
            using var cursor = await _connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            await cursor.FindArrayAsync("docs").ConfigureAwait(false);
            var found = 0;
            for (; await cursor.NextElementAsync().ConfigureAwait(false); found++) yield return cursor.Parse(DocumentJson.Parse);
            var next = await cursor.LeaveObjectAsync("bookmark").ConfigureAwait(false);
            await cursor.EndAsync().ConfigureAwait(false);
            if (!paged || found < asked || next is null or "nil" || next == bookmark) yield break;
            left -= found;
            bookmark = next;
        }
    }

    private ValueTask RequireFindAsync(string operation, CancellationToken cancellationToken) => _facts.RequireAsync(StoreCapabilities.Find, operation, cancellationToken);
}
