using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.TestServers;

namespace Raindrop.Derivation.Tests.Stores;

/// <summary>A database of a test's own in a store that survives the process: in a file, or on the best server of CouchDB's protocol that is here.</summary>
internal sealed class RealStore : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Couch = "couch";
    private readonly IDocumentServer _server;

    private RealStore(string kind, string location, string name)
    {
        (Kind, Location, Name) = (kind, location, name);
        _server = Open(kind, location);
        Database = _server.GetDatabase(name);
    }

    public string Kind { get; }

    /// <summary>The folder or the address.</summary>
    public string Location { get; }

    public string Name { get; }

    public IDocumentDatabase Database { get; }

    public static async Task<RealStore> CreateAsync(string kind)
    {
        var location = kind == Embedded ? Directory.CreateTempSubdirectory("raindrop-derivation-").FullName : (await RealServers.PreferredCouchDbAsync()).Endpoint.AbsoluteUri;
        var store = new RealStore(kind, location, $"rd-derivation-{Guid.NewGuid():n}");
        (await store._server.CreateDatabaseAsync(store.Name)).Should().BeTrue();
        return store;
    }

    /// <summary>What a process of its own opens to come to the same databases.</summary>
    public static IDocumentServer Open(string kind, string location) =>
        kind == Embedded ? new EmbeddedServer(new EmbeddedOptions { Folder = location, FlushesWrites = false }) : CouchServer.Create(new Uri(location));

    public async ValueTask DisposeAsync()
    {
        await _server.DeleteDatabaseAsync(Name);
        (_server as IDisposable)?.Dispose();
        if (Kind == Embedded) Directory.Delete(Location, recursive: true);
    }
}
