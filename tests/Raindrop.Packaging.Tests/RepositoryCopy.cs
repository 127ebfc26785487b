namespace Raindrop.Packaging.Tests;

/// <summary>A copy of what packing needs, so that packing neither finds nor leaves anything in the work tree.</summary>
internal static class RepositoryCopy
{
    private const string SolutionFile = "Raindrop.Core.sln";

    private static readonly string[] RootFiles =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", ".editorconfig"];

    private static readonly string[] Output = ["bin", "obj"];

    public static string Root { get; } = FindRoot();

    public static void To(string folder, IEnumerable<string> projects)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in RootFiles) File.Copy(Path.Combine(Root, file), Path.Combine(folder, file));
        CopyFolder(Path.Combine(Root, "eng"), Path.Combine(folder, "eng"));
        foreach (var project in projects) CopyFolder(Path.Combine(Root, "src", project), Path.Combine(folder, "src", project));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var child in Directory.EnumerateDirectories(from))
        {
            var name = Path.GetFileName(child);
            if (!Output.Contains(name)) CopyFolder(child, Path.Combine(to, name));
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile))) return folder.FullName;
        }

        throw new InvalidOperationException($"Run the tests below the folder of {SolutionFile}: they pack its libraries.");
    }
}
