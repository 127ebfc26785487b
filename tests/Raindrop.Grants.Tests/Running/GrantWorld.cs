using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Grants.Execution;
using Raindrop.Grants.Journal;
using Raindrop.Grants.Queue;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Running;

/// <summary>Tenants in a real store, with a queue and a ledger of grants beside them, and the executors on all of it.</summary>
internal sealed class GrantWorld : IAsyncDisposable
{
    private readonly TenantWorld _tenants;
    private readonly LogLines _log = new();
    private readonly string _run = Guid.NewGuid().ToString("n");

    private GrantWorld(TenantWorld tenants) => _tenants = tenants;

    public IDocumentServer Server => _tenants.Server;

    public TestClock Time => _tenants.Time;

    public GrantExecutorOptions Options { get; } = new();

    public IDocumentDatabase Queue => Server.GetDatabase($"rd-queue-{_run}");

    public IDocumentDatabase Ledger => Server.GetDatabase($"rd-ledger-{_run}");

    public ITenantDirectory Directory => _tenants.NewHost(hasKeys: false).Directory;

    /// <summary>Everything that executors logged.</summary>
    public IReadOnlyList<string> Log => _log.All;

    public static async Task<GrantWorld> CreateAsync(string store)
    {
        var world = new GrantWorld(await TenantWorld.CreateAsync(store));
        await world.Server.CreateDatabaseAsync(world.Queue.Name);
        await world.Server.CreateDatabaseAsync(world.Ledger.Name);
        return world;
    }

    public async Task<TenantInfo> CreateTenantAsync() => await Directory.CreateAsync(TenantWorld.NewSubject());

    public IDocumentDatabase DatabaseOf(TenantInfo tenant) => Server.GetDatabase(tenant.Database);

    /// <summary>An executor, whose every request passes the gate if there is one.</summary>
    public GrantExecutor NewExecutor(IRequestGate? gate = null)
    {
        var server = gate is null ? Server : new GatedServer(Server, gate);
        return new GrantExecutorFactory
        {
            Server = server,
            Queue = server.GetDatabase(Queue.Name),
            Ledger = server.GetDatabase(Ledger.Name),
            Directory = _tenants.NewHost(gate, hasKeys: false).Directory,
            Verifier = TestGrants.Verifier(),
            Verification = Microsoft.Extensions.Options.Options.Create(TestGrants.Verification),
            Options = Microsoft.Extensions.Options.Options.Create(Options),
            Time = Time,
            Logger = new Logger<GrantExecutor>(new LoggerFactory([_log])),
        }.Create();
    }

    /// <summary>Presents a grant to write documents (null deletes) into tenants' databases, as a gateway would have taken it.</summary>
    public async Task<Grant> PresentAsync(long sequence, IReadOnlyList<TenantInfo> tenants, params (string Id, string? Json)[] documents)
    {
        var queued = Queued(sequence, tenants, documents);
        await new GrantQueue(Queue).AddAsync(queued, default);
        return queued.Grant;
    }

    public QueuedGrant Queued(long sequence, IReadOnlyList<TenantInfo> tenants, params (string Id, string? Json)[] documents)
    {
        var now = StoredTime.Truncate(Time.GetUtcNow());
        var grant = TestGrants.New(now, [.. documents.Select(document => document.Json is { } json ? TestGrants.Write(document.Id, json) : GrantedDocument.Delete(document.Id))]) with
        {
            Release = $"release-{sequence}",
            Sequence = sequence,
            Tenants = [.. tenants.Select(tenant => tenant.Tenant)],
        };
        return new QueuedGrant
        {
            Grant = grant,
            Token = TestGrants.Seal(grant),
            AcceptedAt = now,
            Contents = documents.Where(document => document.Json is not null).ToDictionary(document => document.Id, document => GrantContent.Canonicalize(Encoding.UTF8.GetBytes(document.Json!))),
        };
    }

    public async Task<GrantJournalEntry> OutcomeAsync(Grant grant, TenantInfo tenant) => (await JournalAsync(tenant)).Single(entry => entry.Grant == grant.Id);

    public async Task<IReadOnlyList<GrantJournalEntry>> JournalAsync(TenantInfo tenant) => await new GrantJournal(Ledger).ListAsync(tenant.Tenant).ToListAsync();

    public async Task<int> WaitingAsync() => await new GrantQueue(Queue).ListAsync(default).CountAsync();

    public async Task<string?> ReadAsync(TenantInfo tenant, string id) =>
        await DatabaseOf(tenant).GetAsync(new DocumentReference(id)) is { } document ? Encoding.UTF8.GetString(document.Content.Span) : null;

    public async Task PutAsync(TenantInfo tenant, string id, string json, string? revision = null) =>
        await DatabaseOf(tenant).PutAsync(new Document { Id = id, Revision = revision, Content = Encoding.UTF8.GetBytes(json) });

    public async ValueTask DisposeAsync()
    {
        await Server.DeleteDatabaseAsync(Queue.Name);
        await Server.DeleteDatabaseAsync(Ledger.Name);
        await _tenants.DisposeAsync();
    }
}
