using System.Text.RegularExpressions;
using Raindrop.Docs.Tests.Pages;

namespace Raindrop.Docs.Tests;

/// <summary>
/// The C# of the documentation is code of this project: each paragraph of a block is found, in order, in the file of the folder Snippets that the
/// comment above it names. The files are compiled with this project, and the tests beside run them.
/// </summary>
public sealed partial class SnippetTests
{
    /// <summary>The readmes of the packages have programs of their own, which the packaging tests compile and run.</summary>
    public static TheoryData<Fence> Blocks =>
        [.. Page.All.Where(page => !page.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(page => page.Fences()).Where(fence => fence.Language == "csharp")];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_code_is_compiled_code(Fence block)
    {
        var name = block.NameOf("snippet");
        name.Should().NotBeNull($"{block} needs a comment above it that names its file: <!-- snippet: Name.cs -->");

        FindMissing(block.Text, Repository.Read($"tests/Raindrop.Docs.Tests/Snippets/{name}")).Should().BeNull($"{block} shows it, and {name} must hold it in that order");
    }

    [Fact]
    public void A_block_that_no_file_holds_is_noticed()
    {
        const string File = "namespace A;\n\nvar a  = 1;\n\n    var b = 2;\n";

        FindMissing("var a = 1;\n\nvar b = 2;", File).Should().BeNull();
        FindMissing("var b = 2;\n\nvar a = 1;", File).Should().Be("var a = 1;");
        FindMissing("var c = 3;", File).Should().Be("var c = 3;");
    }

    [Fact]
    public void Every_file_of_snippets_is_shown_somewhere()
    {
        var shown = Blocks.Select(row => row.Data.NameOf("snippet")).ToHashSet();
        var files = Directory.GetFiles(Path.Combine(Repository.Path, "tests/Raindrop.Docs.Tests/Snippets"), "*.cs").Select(Path.GetFileName);

        files.Should().BeSubsetOf(shown);
    }

    /// <summary>The first paragraph that is not there, or <see langword="null"/>.</summary>
    private static string? FindMissing(string block, string file)
    {
        var code = Normalise(file);
        var from = 0;
        foreach (var paragraph in block.Split("\n\n").Select(Normalise))
        {
            var at = code.IndexOf(paragraph, from, StringComparison.Ordinal);
            if (at < 0) return paragraph;
            from = at + paragraph.Length;
        }

        return null;
    }

    private static string Normalise(string text) => Blank().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
