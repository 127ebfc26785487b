using System.Collections.Concurrent;
using System.Text;
using Raindrop.Documents;

namespace Raindrop.Testing.Conformance;

/// <summary>What a case works with: the store, an empty database, and short forms of common calls.</summary>
internal sealed class ConformanceContext : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDenial = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<string> _created = [];

    private ConformanceContext(IDocumentServer server, ServerInfo info, CancellationToken stop)
    {
        (Server, Info, Stop) = (server, info, stop);
        Database = server.GetDatabase(NewName());
    }

    public IDocumentServer Server { get; }

    public ServerInfo Info { get; }

    public IDocumentDatabase Database { get; }

    public CancellationToken Stop { get; }

    public static async Task<ConformanceContext> CreateAsync(IDocumentServer server, CancellationToken stop)
    {
        var context = new ConformanceContext(server, await server.GetInfoAsync(stop).ConfigureAwait(false), stop);
        await server.CreateDatabaseAsync(context.Database.Name, new DatabaseCreationOptions { Shards = 2 }, stop).ConfigureAwait(false);
        return context;
    }

    public bool Has(StoreCapabilities capability) => (Info.Capabilities & capability) == capability;

    /// <summary>A name that no database has; one of that name is deleted at the end.</summary>
    public string NewName(string ending = "")
    {
        var name = $"rd-conformance-{Guid.NewGuid():n}{ending}";
        _created.Add(name);
        return name;
    }

    public async Task<IDocumentDatabase> CreateDatabaseAsync()
    {
        var database = Server.GetDatabase(NewName());
        await Server.CreateDatabaseAsync(database.Name, cancellationToken: Stop).ConfigureAwait(false);
        return database;
    }

    /// <summary>Deletes the database and creates it anew. A server that has just done so may deny for a moment that it is there: CouchDB tells its own processes one after the other.</summary>
    public async Task RecreateDatabaseAsync()
    {
        Expect.That(await Server.DeleteDatabaseAsync(Database.Name, Stop).ConfigureAwait(false), "the deletion should say true");
        Expect.That(await Server.CreateDatabaseAsync(Database.Name, cancellationToken: Stop).ConfigureAwait(false), "the creation should say true");
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Moment, TimeProvider.System, Stop).ConfigureAwait(false))
        {
            try
            {
                await Database.GetInfoAsync(Stop).ConfigureAwait(false);
                return;
            }
            catch (DatabaseNotFoundException) when (TimeProvider.System.GetElapsedTime(started) < LongestDenial)
            {
                // It comes.
            }
        }
    }

    public Task<string> PutAsync(string id, string json = "{}", string? revision = null) =>
        Database.PutAsync(new Document { Id = id, Revision = revision, Content = Utf8(json) }, Stop).AsTask();

    public Task<Document?> GetAsync(string id, string? revision = null, ReadOptions? options = null) =>
        Database.GetAsync(new DocumentReference(id, revision), options, Stop).AsTask();

    /// <summary>Reads a document that must be there.</summary>
    public async Task<Document> ReadAsync(string id, string? revision = null, ReadOptions? options = null) =>
        await GetAsync(id, revision, options).ConfigureAwait(false) ?? throw new ConformanceException($"Document '{id}' should be there at {revision ?? "its winning revision"}");

    public Task<IReadOnlyList<BulkWriteResult>> WriteAsync(params IReadOnlyList<Document> documents) => Database.BulkWriteAsync(documents, cancellationToken: Stop).AsTask();

    /// <summary>Writes documents that must be accepted.</summary>
    public async Task<string[]> WriteAllAsync(IEnumerable<Document> documents)
    {
        var results = await Database.BulkWriteAsync([.. documents], cancellationToken: Stop).ConfigureAwait(false);
        foreach (var result in results) Expect.Equal(DocumentError.None, result.Error, $"The error of the bulk write of '{result.Id}'");
        return [.. results.Select(result => result.Revision!)];
    }

    public Task<string[]> WriteAllAsync(IEnumerable<string> ids, Func<string, Document>? document = null) => WriteAllAsync(ids.Select(document ?? (id => New(id))));

    /// <summary>Writes a revision as a replicator does.</summary>
    public async Task PlantAsync(string id, string json, bool deleted, params string[] history)
    {
        var document = new Document { Id = id, Revision = history[0], RevisionHistory = history, IsDeleted = deleted, Content = Utf8(json) };
        var results = await Database.BulkWriteAsync([document], WriteMode.Replicated, Stop).ConfigureAwait(false);
        Expect.Equal(DocumentError.None, results.Single().Error, "The error of a replicated write");
    }

    public async Task<List<DocumentRow>> RangeAsync(IdRange range = default, RangeOptions? options = null) =>
        await Database.ReadRangeAsync(range, options, Stop).ToListAsync(Stop).ConfigureAwait(false);

    public async Task<List<DocumentChange>> ChangesAsync(ChangesOptions? options = null) => await Database.ReadChanges(options).ToListAsync(Stop).ConfigureAwait(false);

    public async Task ShouldHaveChangedAsync(string? since, params string[] ids) =>
        Expect.Set(ids, (await ChangesAsync(new ChangesOptions { Since = since }).ConfigureAwait(false)).Select(change => change.Id), "The documents changed since");

    /// <summary>The position of the end of the feed.</summary>
    public async Task<string> EndAsync() => (await Database.GetInfoAsync(Stop).ConfigureAwait(false)).UpdateSequence;

    public static Document New(string id, string json = "{}", string? revision = null, bool deleted = false) =>
        new() { Id = id, Revision = revision, IsDeleted = deleted, Content = Utf8(json) };

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _created) await Server.DeleteDatabaseAsync(name, CancellationToken.None).ConfigureAwait(false);
    }
}
