using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The adapter in front of a real server, with a database for one test.</summary>
internal sealed class RealCouch : IAsyncDisposable
{
    private RealCouch(TestServer real, CouchServer server, CouchDatabase database)
    {
        Real = real;
        Server = server;
        Database = database;
    }

    public static TheoryData<string> Names => [.. RealServers.Names];

    public TestServer Real { get; }

    public CouchServer Server { get; }

    public CouchDatabase Database { get; }

    public static async Task<RealCouch> CreateAsync(string name)
    {
        var real = await RealServers.GetAsync(name);
        var server = CouchServer.Create(real.Endpoint);
        var database = server.GetDatabase(NewName());
        (await server.CreateDatabaseAsync(database.Name, cancellationToken: TestContext.Current.CancellationToken)).Should().BeTrue();
        return new RealCouch(real, server, database);
    }

    public static string NewName() => $"rd-adapter-{Guid.NewGuid():N}";

    /// <summary>Runs a call that needs a capability: where the server lacks it, the error that says so is what is expected.</summary>
    public async Task<bool> CanAsync(StoreCapabilities capability, Func<Task> call)
    {
        if ((await Server.GetInfoAsync(TestContext.Current.CancellationToken)).Capabilities.HasFlag(capability)) return true;
        (await call.Should().ThrowAsync<StoreFeatureMissingException>()).Which.Capability.Should().Be(capability);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DeleteDatabaseAsync(Database.Name, CancellationToken.None);
        Server.Dispose();
    }
}
