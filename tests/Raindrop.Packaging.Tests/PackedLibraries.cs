namespace Raindrop.Packaging.Tests;

/// <summary>The libraries, packed once for all tests into a folder that serves as a package source.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    /// <summary>The libraries that are published, the ones that others need first.</summary>
    public static readonly string[] Names = ["Raindrop.Abstractions", "Raindrop.Core", "Raindrop.Embedded", "Raindrop.Pkcs11", "Raindrop.Testing"];

    /// <summary>The operator's command line, packed with them.</summary>
    public const string Tool = "Raindrop.Tool";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"raindrop-packaging-{Guid.NewGuid():N}");

    /// <summary>The version packed: no other package has it, so no cache and no other source can stand in for these.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    public async ValueTask InitializeAsync() => await PackAsync("first", Feed, [.. Names, Tool], CancellationToken.None);

    public LibraryPackage Open(string name) => new(Feed, name, Version);

    /// <summary>Packs the same sources of the libraries again, from a folder of another name.</summary>
    /// <returns>The folder that holds the packages.</returns>
    public async Task<string> PackAgainAsync(CancellationToken cancellationToken)
    {
        var feed = Path.Combine(_folder, "feed-again");
        await PackAsync("a-second-copy-elsewhere", feed, Names, cancellationToken);
        return feed;
    }

    /// <summary>A new, empty folder outside the repository, deleted after the tests.</summary>
    public string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task PackAsync(string copy, string feed, IReadOnlyList<string> packed, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_folder, copy);
        RepositoryCopy.To(folder, packed);
        var projects = string.Concat(packed.Select(name => $"<Project Path=\"src/{name}/{name}.csproj\" />"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Libraries.slnx"), $"<Solution>{projects}</Solution>", cancellationToken);
        await DotnetCommand.RunAsync(
            folder,
            new Dictionary<string, string>(),
            cancellationToken,
            // The analyzers have run when the libraries were built, and change no byte of what is packed.
            ["pack", "Libraries.slnx", "-c", "Release", "-m:2", "-v", "q", $"-p:Version={Version}", $"-p:PackageOutputPath={feed}", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false"]);
    }
}
