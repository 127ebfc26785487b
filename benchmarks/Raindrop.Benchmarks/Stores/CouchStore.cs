using Raindrop.CouchDb;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;
using Raindrop.TestServers;

namespace Raindrop.Benchmarks.Stores;

/// <summary>A server of CouchDB's protocol.</summary>
internal sealed class CouchStore : BenchmarkStore
{
    private readonly Uri _endpoint;
    private readonly TestServer? _owned;
    private readonly CouchServer _server;
    private string _name = "";

    private CouchStore(Uri endpoint, TestServer? owned)
    {
        (_endpoint, _owned) = (endpoint, owned);
        var options = new CouchDbOptions { Endpoint = endpoint };
        var client = new HttpClient(new CountingHandler(Requests, CouchHandler.Create(options))) { Timeout = Timeout.InfiniteTimeSpan };
        _server = new CouchServer(options, () => client, TimeProvider.System, client);
    }

    public override string Name => _name;

    public override IDocumentServer Server => _server;

    public override string ChildServer => _endpoint.ToString();

    public override TimeSpan? ServerProcessor => _owned?.ProcessorTime;

    public override IDocumentDatabase Open(string database) => _server.GetDatabase(database);

    public static async Task<BenchmarkStore> OpenAsync(Uri endpoint, TestServer? owned)
    {
        var store = new CouchStore(endpoint, owned);
        var info = await store._server.GetInfoAsync();
        store._name = $"{info.Product} {info.Version}";
        return store;
    }

    public override IRawWork RawWorkOn(string database, IReadOnlyList<RawBatch> batches) => new RawHttpWork(_endpoint, database, batches);

    public override async ValueTask DisposeAsync()
    {
        _server.Dispose();
        if (_owned is not null) await _owned.DisposeAsync();
    }
}
