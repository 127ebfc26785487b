using System.Buffers;
using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.CouchDb;

/// <summary>A server that speaks CouchDB's protocol: Apache CouchDB, or pouchdb-server for tests.</summary>
/// <remarks>In a host it comes from <see cref="CouchDbServices.AddCouchDb"/>; scripts and tests call <see cref="Create(Uri)"/>.</remarks>
public sealed class CouchServer : IDocumentServer, IDisposable
{
    /// <summary>What CouchDB takes in one <c>_dbs_info</c> request.</summary>
    private const int MostInfos = 100;
    private readonly CouchConnection _connection;
    private readonly ServerFacts _facts;
    private readonly HttpClient? _ownClient;

    internal CouchServer(CouchDbOptions options, Func<HttpClient> clients, TimeProvider time, HttpClient? ownClient = null)
    {
        _connection = new CouchConnection(options, clients, time);
        _facts = new ServerFacts(_connection);
        _ownClient = ownClient;
        Replication = new CouchReplication(_connection, _facts);
    }

    /// <summary>Copying between databases, done by the server.</summary>
    public CouchReplication Replication { get; }

    /// <summary>Connects to a server without a service collection. Nothing is sent yet. Dispose it to close its connections.</summary>
    /// <param name="endpoint">The server's address; credentials in it are used for Basic authentication.</param>
    public static CouchServer Create(Uri endpoint) => Create(new CouchDbOptions { Endpoint = endpoint });

    /// <summary>Connects to a server without a service collection. Nothing is sent yet. Dispose it to close its connections.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="timeProvider">The clock of delays and timeouts, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every mistake.</exception>
    public static CouchServer Create(CouchDbOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = CouchDbOptionsValidator.Mistakes(options);
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        var client = new HttpClient(CouchHandler.Create(options)) { Timeout = Timeout.InfiniteTimeSpan };
        return new CouchServer(options, () => client, timeProvider ?? TimeProvider.System, client);
    }

    /// <inheritdoc/>
    public ValueTask<ServerInfo> GetInfoAsync(CancellationToken cancellationToken = default) => _facts.GetAsync(cancellationToken);

    /// <inheritdoc cref="IDocumentServer.GetDatabase"/>
    public CouchDatabase GetDatabase(string name)
    {
        DatabaseNames.Require(name);
        return new CouchDatabase(name, _connection, _facts);
    }

    IDocumentDatabase IDocumentServer.GetDatabase(string name) => GetDatabase(name);

    /// <inheritdoc/>
    public async ValueTask<bool> CreateDatabaseAsync(string name, DatabaseCreationOptions? options = null, CancellationToken cancellationToken = default)
    {
        DatabaseNames.Require(name);
        if (options?.Shards is { } shards) ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1, nameof(options));
        if (options?.Replicas is { } replicas) ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1, nameof(options));
        var path = new CouchQuery(CouchPath.Database(name)).Add("q", options?.Shards).Add("n", options?.Replicas).ToString();
        try
        {
            await _connection.DoAsync(new CouchRequest("create database", HttpMethod.Put, path) { Kind = RequestKind.Write }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentStoreException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        DatabaseNames.Require(name);
        try
        {
            await _connection.DoAsync(new CouchRequest("delete database", HttpMethod.Delete, CouchPath.Database(name)) { Kind = RequestKind.Write }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is DatabaseNotFoundException or DocumentNotFoundException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var cursor = await _connection.OpenAsync(new CouchRequest("list databases", HttpMethod.Get, "_all_dbs"), cancellationToken).ConfigureAwait(false);
        await cursor.BeginAsync((byte)'[').ConfigureAwait(false);
        while (await cursor.NextElementAsync().ConfigureAwait(false)) yield return cursor.Parse(JsonSlice.String);
        await cursor.EndAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DatabaseInfo?>> GetDatabaseInfosAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names) DatabaseNames.Require(name);
        await _facts.RequireAsync(StoreCapabilities.DatabaseInfos, "read database infos", cancellationToken).ConfigureAwait(false);
        var infos = new List<DatabaseInfo?>(names.Count);
        foreach (var page in names.Chunk(MostInfos)) await ReadInfosAsync(page, infos, cancellationToken).ConfigureAwait(false);
        return infos;
    }

    /// <inheritdoc/>
    /// <remarks>CouchDB keeps this feed in the database <c>_global_changes</c>, which must exist; only a server administrator may read it.</remarks>
    public async IAsyncEnumerable<DatabaseUpdate> FollowDatabaseUpdatesAsync(string? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _facts.RequireAsync(StoreCapabilities.DatabaseUpdates, "follow databases", cancellationToken).ConfigureAwait(false);
        await foreach (var update in new DatabaseUpdates(_connection).FollowAsync(since, cancellationToken).ConfigureAwait(false)) yield return update;
    }

    /// <summary>Closes the connections, if the server was made by <see cref="Create(Uri)"/>.</summary>
    public void Dispose() => _ownClient?.Dispose();

    private async ValueTask ReadInfosAsync(string[] names, List<DatabaseInfo?> infos, CancellationToken cancellationToken)
    {
        using var body = new RequestBody();
        body.Write("{\"keys\":"u8);
        JsonText.WriteStrings(body, names);
        body.Write("}"u8);
        var request = new CouchRequest("read database infos", HttpMethod.Post, "_dbs_info") { Body = body, IsSafe = true };
        using var cursor = await _connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.BeginAsync((byte)'[').ConfigureAwait(false);
        foreach (var name in names)
        {
            if (!await cursor.NextElementAsync().ConfigureAwait(false)) throw cursor.Response.Broken();
            var (answered, info) = cursor.Parse(DatabaseInfoJson.ParseKeyed);
            if (answered != name) throw cursor.Response.Broken();
            infos.Add(info);
        }

        if (await cursor.MoveNextAsync((byte)']').ConfigureAwait(false)) throw cursor.Response.Broken();
        await cursor.EndAsync().ConfigureAwait(false);
    }
}
