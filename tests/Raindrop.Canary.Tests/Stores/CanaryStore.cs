using System.Net;
using System.Net.Http.Json;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.TestServers;

namespace Raindrop.Canary.Tests.Stores;

/// <summary>A store whose files a test looks into, empty when the test begins. The tests, which run one after the other, share a CouchDB of each kind.</summary>
internal sealed class CanaryStore : IAsyncDisposable
{
    /// <summary>The embedded store.</summary>
    public const string Embedded = "embedded";

    /// <summary>Apache CouchDB as it comes: it packs what it stores.</summary>
    public const string Couch = "couchdb";

    /// <summary>Apache CouchDB that does not pack.</summary>
    public const string UnpackedCouch = "couchdb without compression";

    private static readonly Lazy<Task<TestServer>> Packing = new(() => Task.Run(() => RealServers.StartApacheCouchDbAsync()));
    private static readonly Lazy<Task<TestServer>> Unpacked = new(() => Task.Run(() => RealServers.StartApacheCouchDbAsync("[couchdb]\nfile_compression = none")));
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(20);

    private readonly TestServer? _couch;

    private CanaryStore(string folder, TestServer? couch)
    {
        (Folder, _couch) = (folder, couch);
        Server = Open();
    }

    /// <summary>Those that are here: CouchDB where Apache's is installed.</summary>
    public static IReadOnlyList<string> Kinds => RealServers.HasApacheCouchDb ? [Embedded, Couch, UnpackedCouch] : [Embedded];

    /// <summary>The password of the store itself, where it has one: it is in the server's own settings, and to be shown by nobody.</summary>
    public string? Password => _couch?.Password;

    /// <summary>The folder of all its files.</summary>
    public string Folder { get; }

    public IDocumentServer Server { get; }

    /// <summary>The options by which the command line finds it.</summary>
    /// <param name="credentials">A file that is written with the name and the password for it.</param>
    public IReadOnlyList<string> ToolOptions(string credentials)
    {
        if (_couch is null) return ["--embedded", Folder];
        File.WriteAllText(credentials, $"{_couch.UserName}:{_couch.Password}");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(credentials, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return ["--couchdb", _couch.Address.ToString(), "--couchdb-credentials", credentials];
    }

    public static async Task<CanaryStore> CreateAsync(string kind)
    {
        if (kind == Embedded) return new CanaryStore(Directory.CreateTempSubdirectory("raindrop-canary-").FullName, null);
        var couch = await (kind == UnpackedCouch ? Unpacked : Packing).Value;
        return new CanaryStore(couch.FileFolder!, couch);
    }

    /// <summary>Another client of the store, as of another host.</summary>
    public IDocumentServer Open() => _couch is null ? new EmbeddedServer(new EmbeddedOptions { Folder = Folder, FlushesWrites = false }) : CouchServer.Create(_couch.Endpoint);

    public async ValueTask DisposeAsync()
    {
        (Server as IDisposable)?.Dispose();
        if (_couch is not null) await EmptyAsync(_couch);
        else Directory.Delete(Folder, recursive: true);
    }

    private static async Task EmptyAsync(TestServer couch)
    {
        using var client = couch.CreateClient();
        foreach (var name in (await client.GetFromJsonAsync<string[]>(new Uri("_all_dbs", UriKind.Relative)))!.Where(name => !name.StartsWith('_')))
        {
            var database = new Uri(name, UriKind.Relative);
            using var deleted = await client.DeleteAsync(database);
            deleted.EnsureSuccessStatusCode();
            // CouchDB remembers for a moment where a database was, and the next test has one of the same name.
            for (var started = TimeProvider.System.GetTimestamp(); await StatusAsync(client, database) != HttpStatusCode.NotFound; await Task.Delay(10))
                TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(DeletionLimit);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri database)
    {
        using var response = await client.GetAsync(database);
        return response.StatusCode;
    }
}
