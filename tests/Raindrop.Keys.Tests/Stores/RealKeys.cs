using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.CouchDb;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Sealing;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Keys.Tests.Stores;

/// <summary>A key database of a test's own in a real store, and the hosts on it.</summary>
internal sealed class RealKeys : IAsyncDisposable
{
    public const string Embedded = "embedded";
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-keys-").FullName;
    private readonly List<KeyHost> _hosts = [];
    private readonly IDocumentServer _server;

    private RealKeys(IDocumentServer? server, string? address)
    {
        _server = server ?? (address is null ? new EmbeddedServer(new EmbeddedOptions { Folder = Path.Combine(_folder, "data"), FlushesWrites = false }) : CouchServer.Create(new Uri(address)));
        Database = _server.GetDatabase($"rd-keys-{Guid.NewGuid():n}");
    }

    /// <summary>All stores that are here.</summary>
    public static TheoryData<string> All => [Embedded, .. RealServers.Names];

    /// <summary>Those that can remove what was replaced from their files.</summary>
    public static TheoryData<string> Erasing => [Embedded, .. RealServers.Names.Where(name => name != "pouchdb-server")];

    public IDocumentDatabase Database { get; }

    public TestClock Time { get; } = new();

    public MemoryKeyProvider Provider { get; } = new();

    public SealedNotes Notes { get; } = new();

    public TenantId Tenant { get; } = TenantId.New();

    public string DocumentId => TenantKeyDocument.IdOf(Tenant);

    public string BackupKeyFile => Path.Combine(_folder, "backup.keys");

    public static async Task<RealKeys> CreateAsync(string store) =>
        await CreateAsync(new RealKeys(null, store == Embedded ? null : (await RealServers.GetAsync(store)).Endpoint.AbsoluteUri));

    /// <summary>In a store that somebody else opens and closes.</summary>
    public static Task<RealKeys> CreateAsync(IDocumentServer server) => CreateAsync(new RealKeys(server, null));

    public async Task<bool> CanEraseAsync() => (await _server.GetInfoAsync()).Capabilities.HasFlag(StoreCapabilities.Compaction);

    public KeyHost NewHost(IRequestGate? gate = null)
    {
        var host = new KeyHost(gate is null ? Database : new GatedDatabase(Database, gate), Provider, Time, BackupKeyFile, null, Notes.On);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Deletes the key database and makes an empty one of the same name.</summary>
    public async Task LoseAsync()
    {
        await _server.DeleteDatabaseAsync(Database.Name);
        (await _server.CreateDatabaseAsync(Database.Name)).Should().BeTrue();
    }

    public async Task<Document?> RawAsync() => await Database.GetAsync(new DocumentReference(DocumentId), WithConflicts);

    /// <summary>Plants a leaf beside what is there, as replication from elsewhere would.</summary>
    public async Task PlantAsync(string revision, ReadOnlyMemory<byte> content, bool deleted = false)
    {
        var leaf = new Document { Id = DocumentId, Revision = revision, RevisionHistory = [revision], Content = content, IsDeleted = deleted };
        (await Database.BulkWriteAsync([leaf], WriteMode.Replicated)).Should().OnlyContain(result => result.IsWritten);
    }

    /// <summary>Makes many tenants in a few requests.</summary>
    public async Task<IReadOnlyList<TenantId>> FillAsync(int tenants)
    {
        var wrapping = new KeyWrapping(Provider, Time);
        var documents = new List<TenantKeyDocument>();
        for (var i = 0; i < tenants; i++)
        {
            var tenant = TenantId.New();
            documents.Add(new TenantKeyDocument { Tenant = tenant, Keys = [await wrapping.CreateAsync(id => KeyContext.OfTenant(tenant, id, SealedRecord.SuiteName), CancellationToken.None)] });
        }

        foreach (var part in documents.Chunk(1000))
            (await Database.BulkWriteAsync([.. part.Select(document => TenantKeyDocuments.ToDocument(document, null))])).Should().OnlyContain(result => result.IsWritten);
        return [.. documents.Select(document => document.Tenant)];
    }

    /// <summary>Lets the clock run until work that waits for it is done.</summary>
    public Task<T> RunAsync<T>(ValueTask<T> work) => Time.RunAsync(work);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) host.Dispose();
        await _server.DeleteDatabaseAsync(Database.Name);
        (_server as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<RealKeys> CreateAsync(RealKeys keys)
    {
        (await keys._server.CreateDatabaseAsync(keys.Database.Name)).Should().BeTrue();
        return keys;
    }
}
