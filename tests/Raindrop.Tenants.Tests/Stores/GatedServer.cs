using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Tenants.Tests.Stores;

/// <summary>A real server whose every request passes a gate.</summary>
internal sealed class GatedServer(IDocumentServer inner, IRequestGate gate) : IDocumentServer
{
    // It answers from memory.
    public ValueTask<ServerInfo> GetInfoAsync(CancellationToken cancellationToken = default) => inner.GetInfoAsync(cancellationToken);

    public IDocumentDatabase GetDatabase(string name) => new GatedDatabase(inner.GetDatabase(name), gate);

    public ValueTask<bool> CreateDatabaseAsync(string name, DatabaseCreationOptions? options = null, CancellationToken cancellationToken = default) =>
        ThroughAsync("create-database", () => inner.CreateDatabaseAsync(name, options, cancellationToken));

    public ValueTask<bool> DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        ThroughAsync("delete-database", () => inner.DeleteDatabaseAsync(name, cancellationToken));

    public IAsyncEnumerable<string> ListDatabasesAsync(CancellationToken cancellationToken = default) => inner.ListDatabasesAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DatabaseInfo?>> GetDatabaseInfosAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default) => inner.GetDatabaseInfosAsync(names, cancellationToken);

    public IAsyncEnumerable<DatabaseUpdate> FollowDatabaseUpdatesAsync(string? since = null, CancellationToken cancellationToken = default) => inner.FollowDatabaseUpdatesAsync(since, cancellationToken);

    private async ValueTask<T> ThroughAsync<T>(string operation, Func<ValueTask<T>> request)
    {
        await gate.BeforeAsync(operation);
        var result = await request();
        await gate.AfterAsync(operation);
        return result;
    }
}
