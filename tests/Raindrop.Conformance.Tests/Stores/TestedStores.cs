using System.Collections.Concurrent;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.TestServers;

namespace Raindrop.Conformance.Tests.Stores;

/// <summary>The stores that the suite runs on, each opened once.</summary>
internal static class TestedStores
{
    private const string Embedded = "embedded";
    private static readonly ConcurrentDictionary<string, Lazy<Task<IDocumentServer>>> Open = new(StringComparer.Ordinal);

    /// <summary>The best server that is here.</summary>
    public static string Preferred => RealServers.Names[0];

    /// <summary>The other servers, and the embedded store.</summary>
    public static IReadOnlyList<string> Others => [Embedded, .. RealServers.Names.Skip(1)];

    public static Task<IDocumentServer> GetAsync(string name) => Open.GetOrAdd(name, new Lazy<Task<IDocumentServer>>(() => Task.Run(() => OpenAsync(name)))).Value;

    private static async Task<IDocumentServer> OpenAsync(string name)
    {
        if (name == Embedded) return OpenEmbedded();
        var server = CouchServer.Create((await RealServers.GetAsync(name)).Endpoint);
        // CouchDB keeps the feed of which databases changed in a database that its administrator creates.
        if ((await server.GetInfoAsync()).Capabilities.HasFlag(StoreCapabilities.DatabaseUpdates)) await server.CreateDatabaseAsync("_global_changes");
        return server;
    }

    private static EmbeddedServer OpenEmbedded()
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-conformance-").FullName;
        var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        return server;
    }
}
