namespace Raindrop.TestServers;

/// <summary>A CouchDB that runs already and that the tests may use: RAINDROP_COUCHDB_URL.</summary>
internal sealed class ExternalServer : TestServer
{
    private ExternalServer(Uri endpoint)
        : base("external") => Endpoint = endpoint;

    public override bool CanRestart => false;

    /// <summary>Whether one is named.</summary>
    public static bool IsNamed => !string.IsNullOrEmpty(Url);

    /// <summary>Finds out what it is.</summary>
    public static async Task<TestServer> ConnectAsync()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var endpoint) || endpoint.UserInfo.Split(':').Length != 2)
        {
            throw new InvalidOperationException("RAINDROP_COUCHDB_URL must be an address with an administrator's name and password: http://name:password@host:5984/.");
        }

        var server = new ExternalServer(endpoint);
        await server.IdentifyAsync(CancellationToken.None);
        return server;
    }

    public override Task KillAsync() => throw NotOwned();

    public override Task StopAsync() => throw NotOwned();

    public override Task StartAsync(CancellationToken cancellationToken = default) => throw NotOwned();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? Url => Environment.GetEnvironmentVariable("RAINDROP_COUCHDB_URL");

    private static InvalidOperationException NotOwned() => new("This server is not the tests' own: ask CanRestart first.");
}
