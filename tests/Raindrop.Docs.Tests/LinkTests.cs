using System.Text.RegularExpressions;
using Raindrop.Docs.Tests.Pages;

namespace Raindrop.Docs.Tests;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_inside_the_repository_lead_somewhere(string path)
    {
        var page = Page.Open(path);
        var broken = page.Prose().SelectMany(line => Link().Matches(line)).Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Leads(page, target));

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_readme()
    {
        var reached = new HashSet<string> { "README.md" };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var path))
        {
            foreach (var link in Page.Open(path).Prose().SelectMany(line => Link().Matches(line)).Select(link => link.Groups[1].Value.Split('#')[0]))
            {
                var target = Path.Combine(Path.GetDirectoryName(path)!, link);
                if (link.Length == 0 || !File.Exists(Path.Combine(Repository.Path, target)) || !link.EndsWith(".md", StringComparison.Ordinal)) continue;
                target = Path.GetRelativePath(Repository.Path, Path.Combine(Repository.Path, target)).Replace('\\', '/');
                if (reached.Add(target)) next.Enqueue(target);
            }
        }

        Page.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Should().BeSubsetOf(reached);
    }

    private static bool Leads(Page page, string target)
    {
        var (path, anchor) = target.Split('#') is [var file, var heading] ? (file, heading) : (target, null);
        var full = Path.GetFullPath(Path.Combine(Repository.Path, Path.GetDirectoryName(page.Path)!, path));
        if (path.Length > 0 && !File.Exists(full) && !Directory.Exists(full)) return false;
        if (anchor is null) return true;
        var other = path.Length == 0 ? page : Page.Open(Path.GetRelativePath(Repository.Path, full));
        return other.Prose().Where(line => line.StartsWith('#')).Select(AnchorOf).Contains(anchor);
    }

    /// <summary>How Git forges name the anchor of a heading: lower case, blanks as dashes, punctuation left out.</summary>
    private static string AnchorOf(string heading) =>
        NotInAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
