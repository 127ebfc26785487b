using Microsoft.Extensions.DependencyInjection;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Gateway.Sessions;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>A store of sessions of a test's own, which several hosts share.</summary>
internal sealed class SessionStore : IAsyncDisposable
{
    public const string Embedded = "embedded";

    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-sessions-").FullName;
    private readonly Uri? _endpoint;

    private SessionStore(Uri? endpoint)
    {
        _endpoint = endpoint;
        Server = endpoint is null ? new EmbeddedServer(CreateOptions()) : CouchServer.Create(endpoint);
    }

    /// <summary>The embedded store, and the best server that is there.</summary>
    public static TheoryData<string> All => [Embedded, RealServers.Names[0]];

    public IDocumentServer Server { get; }

    public string Name { get; } = $"rd-sessions-{Guid.NewGuid():n}";

    public string AccountsName => Name + "-accounts";

    public IDocumentDatabase Database => Server.GetDatabase(Name);

    public static async Task<SessionStore> CreateAsync(string name) => new(name == Embedded ? null : (await RealServers.GetAsync(name)).Endpoint);

    public static SessionStore At(Uri endpoint) => new(endpoint);

    /// <summary>Lets a host use it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="endpoint">Another way to the server.</param>
    public void Register(IServiceCollection services, Uri? endpoint = null)
    {
        services.Configure<RaindropSessionOptions>(options => options.Database = Name);
        if (_endpoint is null) services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (CreateOptions().Folder, false));
        else services.AddCouchDb(options => options.Endpoint = endpoint ?? _endpoint);
    }

    /// <summary>All that is stored, tombstones left out.</summary>
    public async Task<IReadOnlyList<Document>> ReadAllAsync(IDocumentDatabase? database = null)
    {
        List<Document> documents = [];
        await foreach (var row in (database ?? Database).ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments, TestContext.Current.CancellationToken)) documents.Add(row.Document!);
        return documents;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DeleteDatabaseAsync(Name, CancellationToken.None);
        await Server.DeleteDatabaseAsync(AccountsName, CancellationToken.None);
        (Server as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedOptions CreateOptions() => new() { Folder = Path.Combine(_folder, "data"), FlushesWrites = false };
}
