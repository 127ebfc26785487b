namespace Raindrop.TestServers;

/// <summary>The checkout that the running tests were built from.</summary>
internal static class RepositoryFolder
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Raindrop.Core.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: build and run them in a checkout.");
    }
}
