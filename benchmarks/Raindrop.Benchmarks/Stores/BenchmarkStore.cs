using Raindrop.Documents;
using Raindrop.TestServers;

namespace Raindrop.Benchmarks.Stores;

/// <summary>The store that is measured.</summary>
internal abstract class BenchmarkStore : IAsyncDisposable
{
    /// <summary>What it is, for the report; no address.</summary>
    public abstract string Name { get; }

    /// <summary>The store.</summary>
    public abstract IDocumentServer Server { get; }

    /// <summary>The requests so far.</summary>
    public RequestCounter Requests { get; } = new();

    /// <summary>What a process of its own opens the same store by: see <see cref="OpenAsync"/>. It may hold a password, which has no place on a command line.</summary>
    public abstract string ChildServer { get; }

    /// <summary>The processor time that the server has used, where it is one that was started here.</summary>
    public virtual TimeSpan? ServerProcessor => null;

    /// <summary>A database as the pipeline sees it, every request counted.</summary>
    public abstract IDocumentDatabase Open(string database);

    /// <summary>The store without anything around it.</summary>
    public abstract IRawWork RawWorkOn(string database, IReadOnlyList<RawBatch> batches);

    public abstract ValueTask DisposeAsync();

    /// <param name="server">An address with name and password; <c>private</c>, which starts an Apache CouchDB of its own; or <c>embedded</c>, with a folder after a colon if there is one.</param>
    public static async Task<BenchmarkStore> OpenAsync(string server)
    {
        if (server == "private")
        {
            var owned = await RealServers.StartApacheCouchDbAsync();
            return await CouchStore.OpenAsync(owned.Endpoint, owned);
        }

        if (server == "embedded") return new EmbeddedStore();
        if (server.StartsWith("embedded:", StringComparison.Ordinal)) return new EmbeddedStore(server["embedded:".Length..]);
        if (Uri.TryCreate(server, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https") return await CouchStore.OpenAsync(endpoint, null);
        throw new ArgumentException("The server is private, embedded, or an address: http://name:password@host:5984/.", nameof(server));
    }

    /// <summary>Creates a database with two shards, one copy each.</summary>
    public async Task<IDocumentDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"bench-{Guid.NewGuid():n}";
        await Server.CreateDatabaseAsync(name, new DatabaseCreationOptions { Shards = 2, Replicas = 1 }, cancellationToken);
        return Open(name);
    }
}
