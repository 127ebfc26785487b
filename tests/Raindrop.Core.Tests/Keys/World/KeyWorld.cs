using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>A key database in memory, a provider, notes that are sealed under the keys, a clock, and as many hosts as a test wants.</summary>
internal sealed class KeyWorld : IDisposable
{
    private readonly List<KeyHost> _hosts = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-keys-").FullName;

    public TestClock Time { get; } = new();

    public MemoryStore Data { get; } = new();

    public MemoryKeyProvider Provider { get; } = new();

    public SealedNotes Notes { get; } = new();

    public TenantId Tenant { get; } = TenantId.New();

    public string BackupKeyFile => Path.Combine(_folder, "backup.keys");

    public KeyHost NewHost(IRequestGate? gate = null, TenantKeyOptions? options = null, IKeyProvider? provider = null)
    {
        var host = new KeyHost(new MemoryDatabase(Data, gate), provider ?? Provider, Time, BackupKeyFile, options, Notes.On);
        lock (_hosts) _hosts.Add(host);
        return host;
    }

    /// <summary>The stored document of a tenant, as an attacker with the database sees it.</summary>
    public Document Raw(TenantId tenant) => Data.Read(new DocumentReference(TenantKeyDocument.IdOf(tenant)), new ReadOptions { IncludeConflicts = true })!;

    /// <summary>Replaces a document as an attacker with the database would.</summary>
    public void Plant(TenantId tenant, ReadOnlyMemory<byte> content) =>
        Data.Write(new Document { Id = TenantKeyDocument.IdOf(tenant), Revision = Raw(tenant)?.Revision, Content = content }).IsWritten.Should().BeTrue();

    /// <summary>Plants a leaf beside what is there.</summary>
    public void PlantLeaf(TenantId tenant, string revision, ReadOnlyMemory<byte> content, bool deleted = false) =>
        Data.Replicate(new Document { Id = TenantKeyDocument.IdOf(tenant), Revision = revision, RevisionHistory = [revision], Content = content, IsDeleted = deleted }).IsWritten.Should().BeTrue();

    /// <summary>A document's keys.</summary>
    public static TenantKeyDocument Parse(Document document)
    {
        TenantKeyDocument.TryGetTenant(document.Id, out var tenant).Should().BeTrue();
        return TenantKeyJson.TryParse(tenant, document.Content)!;
    }

    /// <summary>Makes another key encryption key, and makes it current.</summary>
    public void Promote(string id)
    {
        Provider.Add(id);
        Provider.Current = id;
    }

    /// <summary>Makes many tenants with a key each.</summary>
    public async Task FillAsync(int tenants)
    {
        var wrapping = new KeyWrapping(Provider, Time);
        for (var i = 0; i < tenants; i++)
        {
            var tenant = TenantId.New();
            var key = await wrapping.CreateAsync(id => KeyContext.OfTenant(tenant, id, SealedRecord.SuiteName), CancellationToken.None);
            Data.Write(TenantKeyDocuments.ToDocument(new TenantKeyDocument { Tenant = tenant, Keys = [key] }, null));
        }
    }

    /// <summary>A backup as a host makes it.</summary>
    public async Task<MemoryStream> BackUpAsync()
    {
        var backup = new MemoryStream();
        await NewHost().Store.BackUpAsync(backup);
        return backup;
    }

    /// <summary>Lets the clock run until work that waits for it is done.</summary>
    public Task<T> RunAsync<T>(ValueTask<T> work) => Time.RunAsync(work);

    public void Dispose()
    {
        foreach (var host in _hosts) host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
