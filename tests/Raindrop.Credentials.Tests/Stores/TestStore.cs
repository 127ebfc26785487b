using System.Collections.Concurrent;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.TestServers;

namespace Raindrop.Credentials.Tests.Stores;

/// <summary>The stores that the vault is tested on, each opened once.</summary>
internal static class TestStore
{
    public const string Embedded = "embedded";
    private static readonly ConcurrentDictionary<string, Lazy<Task<IDocumentServer>>> Open = new(StringComparer.Ordinal);

    public static TheoryData<string> Names => [Embedded, .. RealServers.Names];

    public static Task<IDocumentServer> GetAsync(string name) => Open.GetOrAdd(name, new Lazy<Task<IDocumentServer>>(() => Task.Run(() => OpenAsync(name)))).Value;

    /// <summary>A new, empty database with a name of its own.</summary>
    public static async Task<IDocumentDatabase> CreateDatabaseAsync(string store)
    {
        var server = await GetAsync(store);
        var name = $"rd-vault-{Guid.NewGuid():n}";
        (await server.CreateDatabaseAsync(name, new DatabaseCreationOptions { Shards = 1 })).Should().BeTrue();
        return server.GetDatabase(name);
    }

    private static async Task<IDocumentServer> OpenAsync(string name) => name == Embedded ? OpenEmbedded() : CouchServer.Create((await RealServers.GetAsync(name)).Endpoint);

    private static EmbeddedServer OpenEmbedded()
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-vault-").FullName;
        var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder, FlushesWrites = false });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        return server;
    }
}
