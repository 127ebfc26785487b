namespace Raindrop.Docs.Tests.Running;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("raindrop-docs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
