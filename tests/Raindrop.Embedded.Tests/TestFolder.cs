using Raindrop.Documents;

namespace Raindrop.Embedded.Tests;

/// <summary>A folder of databases of a test's own, and servers on it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly List<EmbeddedServer> _servers = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("raindrop-embedded-").FullName;

    public EmbeddedServer Open(Action<EmbeddedOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new EmbeddedOptions { Folder = Path, FlushesWrites = false };
        configure?.Invoke(options);
        var server = new EmbeddedServer(options, time);
        _servers.Add(server);
        return server;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<IDocumentDatabase> CreateAsync(string name = "notes", EmbeddedServer? server = null)
    {
        server ??= Open();
        (await server.CreateDatabaseAsync(name)).Should().BeTrue();
        return server.GetDatabase(name);
    }

    public void Dispose()
    {
        foreach (var server in _servers) server.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
