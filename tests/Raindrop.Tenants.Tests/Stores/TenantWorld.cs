using System.Text;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.CouchDb;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;
using Raindrop.TestServers;

namespace Raindrop.Tenants.Tests.Stores;

/// <summary>A directory of a test's own in a real store, the keys beside it, and the hosts on both.</summary>
internal sealed class TenantWorld : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string DesignName = "app";

    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-tenants-").FullName;
    private readonly string _run = Guid.NewGuid().ToString("n");
    private readonly MemoryKeyProvider _provider = new();
    private readonly List<KeyHost> _keyHosts = [];

    private TenantWorld(string? address) =>
        Server = address is null ? new EmbeddedServer(new EmbeddedOptions { Folder = Path.Combine(_folder, "data"), FlushesWrites = false }) : CouchServer.Create(new Uri(address));

    /// <summary>All stores that are here.</summary>
    public static TheoryData<string> All => [Embedded, .. RealServers.Names];

    /// <summary>Those that can remove what was replaced from their files, which shredding needs.</summary>
    public static TheoryData<string> Erasing => [Embedded, .. RealServers.Names.Where(name => name != "pouchdb-server")];

    public IDocumentServer Server { get; }

    public IDocumentDatabase Raw => Server.GetDatabase(DirectoryName);

    public TestClock Time { get; } = new();

    public IdentifierHasher Hasher { get; } = new(Encoding.UTF8.GetBytes("a key of identities for tests only"));

    private string DirectoryName => $"rd-tenants-{_run}";

    private string KeysName => $"rd-keys-{_run}";

    public static async Task<TenantWorld> CreateAsync(string store)
    {
        var world = new TenantWorld(store == Embedded ? null : (await RealServers.GetAsync(store)).Endpoint.AbsoluteUri);
        (await world.Server.CreateDatabaseAsync(world.DirectoryName)).Should().BeTrue();
        (await world.Server.CreateDatabaseAsync(world.KeysName)).Should().BeTrue();
        return world;
    }

    public static TenantSubject NewSubject() => new("https://id.example", Guid.NewGuid().ToString());

    public string HashOf(TenantSubject subject) => new SubjectHasher(Hasher).Hash(subject);

    /// <summary>A host, whose every request passes the gate if there is one.</summary>
    public TenantHost NewHost(IRequestGate? gate = null, bool hasKeys = true, IEnumerable<ITenantData>? parts = null, IDocumentServer? server = null)
    {
        server ??= gate is null ? Server : new GatedServer(Server, gate);
        var keys = hasKeys ? NewKeys(gate) : null;
        var directory = new TenantDirectoryFactory
        {
            Server = server,
            DirectoryServer = server,
            Hasher = Hasher,
            Options = Options.Create(new TenantDirectoryOptions { Database = DirectoryName }),
            Time = Time,
            Designs = [new TenantDesignDocument(DesignName, """{"views":{"all":{"map":"function (doc) { emit(1e2, null) }"}},"limit":1e2}"""u8.ToArray())],
            Parts = parts ?? [],
            Keys = keys?.Store,
        }.Create();
        return new TenantHost(directory, keys);
    }

    public async Task<IReadOnlyList<TenantInfo>> ListAsync() => await NewHost(hasKeys: false).Directory.ListAsync().ToListAsync();

    public async Task<bool> ExistsAsync(string database)
    {
        try
        {
            await Server.GetDatabase(database).GetInfoAsync();
            return true;
        }
        catch (DatabaseNotFoundException)
        {
            return false;
        }
    }

    /// <summary>That every tenant is wholly there or wholly gone, and that each identity leads to one that is there.</summary>
    public async Task RequireSettledAsync(params TenantSubject[] subjects)
    {
        var host = NewHost();
        var tenants = await ListAsync();
        foreach (var tenant in tenants)
        {
            tenant.Phase.Should().BeOneOf(TenantPhase.Active, TenantPhase.Suspended, TenantPhase.Deleted);
            var isThere = tenant.Phase != TenantPhase.Deleted;
            (await ExistsAsync(tenant.Database)).Should().Be(isThere);
            (await host.Directory.FindTenantAsync(tenant.Database)).Should().Be(isThere ? tenant.Tenant : null);
            if (isThere) await RequireWholeAsync(host.Directory, tenant);
        }

        foreach (var subject in subjects)
        {
            if (await host.Directory.FindAsync(subject) is { } found) tenants.Should().ContainEquivalentOf(found);
        }
    }

    public async Task<SecurityRules?> RulesAsync(string database) =>
        Server.GetDatabase(database) is IDatabaseSecurity security ? await security.GetSecurityAsync() : null;

    public async Task<IReadOnlyList<string>> BodiesAsync()
    {
        var rows = await Raw.ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments).ToListAsync();
        return [.. rows.Select(row => Encoding.UTF8.GetString(row.Document!.Content.Span))];
    }

    /// <summary>Plants a leaf beside what is there, as a cluster or replication would.</summary>
    public async Task PlantAsync(string id, string revision, ReadOnlyMemory<byte> content)
    {
        var leaf = new Document { Id = id, Revision = revision, RevisionHistory = [revision], Content = content };
        (await Raw.BulkWriteAsync([leaf], WriteMode.Replicated)).Should().OnlyContain(result => result.IsWritten);
    }

    public async Task<TenantEntry> EntryAsync(TenantId tenant) => (await new TenantEntries(Raw).RequireAsync(tenant, default)).Entry;

    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in await ListAsync()) await Server.DeleteDatabaseAsync(tenant.Database);
        foreach (var keys in _keyHosts) keys.Dispose();
        await Server.DeleteDatabaseAsync(DirectoryName);
        await Server.DeleteDatabaseAsync(KeysName);
        (Server as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private KeyHost NewKeys(IRequestGate? gate)
    {
        var database = Server.GetDatabase(KeysName);
        var keys = new KeyHost(gate is null ? database : new GatedDatabase(database, gate), _provider, Time, Path.Combine(_folder, "backup.keys"));
        _keyHosts.Add(keys);
        return keys;
    }

    private async Task RequireWholeAsync(ITenantDirectory directory, TenantInfo tenant)
    {
        (await Server.GetDatabase(tenant.Database).GetRevisionAsync($"_design/{DesignName}")).Should().NotBeNull();
        var expected = tenant.Phase == TenantPhase.Active ? TenantAccess.RulesOf(tenant.Tenant) : TenantAccess.Closed;
        if (await RulesAsync(tenant.Database) is { } rules) rules.Should().BeEquivalentTo(expected);
        (await directory.RepairAsync(tenant.Tenant)).Should().BeFalse("there is nothing to repair");
    }
}
