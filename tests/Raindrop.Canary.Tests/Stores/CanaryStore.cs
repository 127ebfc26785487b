using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.TestServers;

namespace Raindrop.Canary.Tests.Stores;

/// <summary>A store of a test's own, whose files the test looks into.</summary>
internal sealed class CanaryStore : IAsyncDisposable
{
    /// <summary>The embedded store.</summary>
    public const string Embedded = "embedded";

    /// <summary>Apache CouchDB as it comes: it packs what it stores.</summary>
    public const string Couch = "couchdb";

    /// <summary>Apache CouchDB that does not pack.</summary>
    public const string UnpackedCouch = "couchdb without compression";

    private readonly TestServer? _couch;
    private readonly bool _isOwnFolder;

    private CanaryStore(string folder, TestServer? couch)
    {
        (Folder, _couch, _isOwnFolder) = (folder, couch, couch is null);
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
        var couch = await RealServers.StartApacheCouchDbAsync(kind == UnpackedCouch ? "[couchdb]\nfile_compression = none" : null);
        return new CanaryStore(couch.FileFolder!, couch);
    }

    /// <summary>Another client of the store, as of another host.</summary>
    public IDocumentServer Open() => _couch is null ? new EmbeddedServer(new EmbeddedOptions { Folder = Folder, FlushesWrites = false }) : CouchServer.Create(_couch.Endpoint);

    public async ValueTask DisposeAsync()
    {
        (Server as IDisposable)?.Dispose();
        if (_couch is not null) await _couch.DisposeAsync();
        if (_isOwnFolder) Directory.Delete(Folder, recursive: true);
    }
}
