using Raindrop.Keys.KeyRing;

namespace Raindrop.Core.Tests.Keys.KeyRing;

/// <summary>A key ring in a folder of its own.</summary>
internal sealed class TestKeyRing : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-keyring-").FullName;

    public TestKeyRing() => Path = System.IO.Path.Combine(_folder, "host.keyring");

    public string Path { get; }

    public KeyRingFile File => new(Path);

    public KeyRingKeyProvider Open() => new(new KeyRingOptions { Path = Path });

    public IEnumerable<string> FileNames => Directory.GetFiles(_folder).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
