namespace Raindrop.Docs.Tests.Pages;

/// <summary>A page of the documentation.</summary>
internal sealed class Page
{
    private Page(string path) => (Path, Lines) = (path, File.ReadAllLines(System.IO.Path.Combine(Repository.Path, path)));

    /// <summary>All pages, by their path: those at the root, the readmes of libraries and samples, and <c>docs/</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Repository.Path, "*.md"),
        .. new[] { "src", "samples" }.SelectMany(folder => Directory.GetDirectories(System.IO.Path.Combine(Repository.Path, folder)))
            .Select(folder => System.IO.Path.Combine(folder, "README.md")).Where(File.Exists),
        .. Directory.GetFiles(System.IO.Path.Combine(Repository.Path, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public static Page Open(string path) => new(System.IO.Path.GetRelativePath(Repository.Path, System.IO.Path.Combine(Repository.Path, path)).Replace('\\', '/'));

    public static IEnumerable<Page> All => Names.Select(Open);

    public IEnumerable<Fence> Fences()
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            if (!Lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            var end = i + 1;
            while (end < Lines.Count && Lines[end] != "```") end++;
            var above = i > 0 ? Lines[i - 1] : "";
            var mark = above.StartsWith("<!--", StringComparison.Ordinal) ? above[4..^3].Trim() : "";
            yield return new Fence(Path, i + 2, Lines[i][3..], mark, string.Join('\n', Lines.Skip(i + 1).Take(end - i - 1)));
            i = end;
        }
    }

    /// <summary>The lines outside of fences.</summary>
    public IEnumerable<string> Prose()
    {
        var inside = false;
        foreach (var line in Lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = !inside;
            else if (!inside) yield return line;
        }
    }
}
