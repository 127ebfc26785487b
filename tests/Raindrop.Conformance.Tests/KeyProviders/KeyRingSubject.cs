using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>A key ring in a folder of its own. It breaks when its file is moved away.</summary>
internal sealed class KeyRingSubject : KeyProviderSubject
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-conformance-").FullName;
    private readonly KeyRingFile _file;
    private readonly KeyRingKeyProvider _provider;
    private KeyRingKeyProvider? _stranger;

    public KeyRingSubject()
    {
        _file = new KeyRingFile(RingPath);
        _file.Create();
        _provider = Open(RingPath);
    }

    public override IKeyProvider Provider => _provider;

    public override ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, "stranger.keyring");
        new KeyRingFile(path).Create();
        return ValueTask.FromResult<IKeyProvider>(_stranger = Open(path));
    }

    public override ValueTask RotateAsync(CancellationToken cancellationToken)
    {
        _file.Promote(_file.Add().Id);
        return ValueTask.CompletedTask;
    }

    public override ValueTask BreakAsync(CancellationToken cancellationToken)
    {
        File.Move(RingPath, RingPath + ".away");
        return ValueTask.CompletedTask;
    }

    public override ValueTask MendAsync(CancellationToken cancellationToken)
    {
        File.Move(RingPath + ".away", RingPath);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _provider.Dispose();
        _stranger?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string RingPath => Path.Combine(_folder, "host.keyring");

    private static KeyRingKeyProvider Open(string path) => new(new KeyRingOptions { Path = path });
}
