namespace Raindrop.Docs.Tests.Pages;

/// <summary>The checkout that the running tests were built from.</summary>
internal static class Repository
{
    public static string Path { get; } = Find();

    public static string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Path, path));

    /// <summary>The text of all source files below a folder, build output left out.</summary>
    public static string ReadSources(string folder) => string.Join('\n', Directory
        .GetFiles(System.IO.Path.Combine(Path, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{System.IO.Path.DirectorySeparatorChar}obj{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Raindrop.Core.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: build and run them in a checkout.");
    }
}
