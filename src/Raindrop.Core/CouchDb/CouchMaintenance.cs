using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb;

/// <summary>Work that the server does in the background to free disk space. Needs an administrator; each call returns when the work has begun.</summary>
public sealed class CouchMaintenance
{
    private readonly CouchConnection _connection;
    private readonly string _database;

    internal CouchMaintenance(CouchConnection connection, string database)
    {
        _connection = connection;
        _database = database;
    }

    /// <summary>Begins to compact the database: bodies of old revisions go. <see cref="CouchDatabase.CompactAsync"/> waits for the end.</summary>
    /// <param name="cancellationToken">Ends the call, not the work.</param>
    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => StartAsync("compact database", "_compact", cancellationToken);

    /// <summary>Compacts the indexes of a design document.</summary>
    /// <param name="designDocument">Its name after <c>_design/</c>.</param>
    /// <param name="cancellationToken">Ends the call, not the work.</param>
    public ValueTask CompactViewsAsync(string designDocument, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(designDocument);
        return StartAsync("compact views", $"_compact/{CouchPath.Database(designDocument)}", cancellationToken);
    }

    /// <summary>Deletes the files of indexes that no design document has any more.</summary>
    /// <param name="cancellationToken">Ends the call, not the work.</param>
    public ValueTask CleanUpViewsAsync(CancellationToken cancellationToken = default) => StartAsync("clean up views", "_view_cleanup", cancellationToken);

    private async ValueTask StartAsync(string operation, string path, CancellationToken cancellationToken)
    {
        using var body = new RequestBody(); // CouchDB wants the content type of JSON, even of nothing
        await _connection.DoAsync(new CouchRequest(operation, HttpMethod.Post, $"{_database}/{path}") { Body = body, Kind = RequestKind.Write, IsSafe = true }, cancellationToken).ConfigureAwait(false);
    }
}
