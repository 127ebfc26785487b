using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers;

namespace Raindrop.Benchmarks.CouchDb;

/// <summary>The work as the adapter does it.</summary>
internal sealed class AdapterWork(TestServer server) : IDisposable
{
    private readonly CouchServer _server = CouchServer.Create(server.Endpoint);
    private readonly Queue<List<Document[]>> _writes = new();

    private CouchDatabase Database => _server.GetDatabase(Load.Database);

    public async Task PrepareAsync()
    {
        foreach (var name in new[] { Load.Database, Load.Written }) await _server.CreateDatabaseAsync(name, new DatabaseCreationOptions { Shards = 2 });
        foreach (var page in Enumerable.Range(0, Load.Documents).Chunk(1000)) await Database.BulkWriteAsync([.. page.Select(n => Load.Create(Load.Id(n), n))]);
    }

    /// <summary>Makes the documents that will be written, outside of the measured time.</summary>
    public void PrepareWrites(int times)
    {
        for (var i = 0; i < times; i++) _writes.Enqueue(Load.NewBatches());
    }

    public async Task<int> ReadFeedAsync() => await CountAsync(Database.ReadChanges(new ChangesOptions { SequenceInterval = 500 }));

    public async Task<int> ReadFeedWithDocumentsAsync() => await CountAsync(Database.ReadChanges(new ChangesOptions { SequenceInterval = 500, IncludeDocuments = true }));

    public async Task<int> ReadRangeAsync() => await CountAsync(Database.ReadRangeAsync(default));

    public async Task<int> BulkReadAsync()
    {
        var done = 0;
        for (var batch = 0; batch < Load.Batches; batch++) done += await BulkReadAsync(batch);
        return done;
    }

    public async Task<int> BulkReadAtOnceAsync() => await AtOnce.SumAsync(Load.Batches, BulkReadAsync);

    public async Task<int> BulkWriteAsync()
    {
        var done = 0;
        foreach (var batch in _writes.Dequeue()) done += (await _server.GetDatabase(Load.Written).BulkWriteAsync(batch)).Count;
        return done;
    }

    public async Task<int> BulkWriteAtOnceAsync()
    {
        var batches = _writes.Dequeue();
        return await AtOnce.SumAsync(batches.Count, async batch => (await _server.GetDatabase(Load.Written).BulkWriteAsync(batches[batch])).Count);
    }

    public void Dispose() => _server.Dispose();

    private async Task<int> BulkReadAsync(int batch) =>
        await CountAsync(Database.BulkReadAsync([.. Enumerable.Range(batch * Load.Batch, Load.Batch).Select(n => new DocumentReference(Load.Id(n)))]));

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var item in items) count++;
        return count;
    }
}
