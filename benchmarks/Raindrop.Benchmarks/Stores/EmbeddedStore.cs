using Raindrop.Documents;
using Raindrop.Embedded;

namespace Raindrop.Benchmarks.Stores;

/// <summary>The embedded store, on a folder of its own that goes with it.</summary>
internal sealed class EmbeddedStore : BenchmarkStore
{
    private readonly string _folder;
    private readonly bool _isOwner;
    private readonly EmbeddedServer _server;

    /// <param name="folder">A folder that another process made, or <see langword="null"/> for a new one.</param>
    public EmbeddedStore(string? folder = null)
    {
        _isOwner = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("raindrop-benchmark-").FullName;
        _server = new EmbeddedServer(new EmbeddedOptions { Folder = _folder });
    }

    public override string Name => "embedded";

    public override IDocumentServer Server => _server;

    public override string ChildServer => $"embedded:{_folder}";

    public override IDocumentDatabase Open(string database) => new CountingDatabase(_server.GetDatabase(database), Requests);

    public override IRawWork RawWorkOn(string database, IReadOnlyList<RawBatch> batches) => new RawStoreWork(_server.GetDatabase(database), batches);

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_isOwner) Directory.Delete(_folder, recursive: true);
    }
}
