using Raindrop.Docs.Tests.Pages;

namespace Raindrop.Docs.Tests;

public sealed class StoredShapeTests
{
    private const string Examples = "tests/Raindrop.Core.Tests/Frozen/Examples";
    private static readonly Page Reference = Page.Open("docs/stored-shapes.md");

    [Fact]
    public void Every_stored_shape_is_shown_as_it_is_frozen()
    {
        var shown = Reference.Fences().Where(fence => fence.NameOf("frozen") is not null).ToDictionary(fence => fence.NameOf("frozen")!, fence => fence.Text);
        var frozen = Directory.GetFiles(Path.Combine(Repository.Path, Examples)).ToDictionary(file => Path.GetFileName(file)!, file => File.ReadAllLines(file)[1]);

        shown.Should().BeEquivalentTo(frozen);
    }

    [Fact]
    public void Every_example_of_json_is_a_frozen_one() =>
        Reference.Fences().Where(fence => fence.Language == "json").Should().OnlyContain(fence => fence.Mark.StartsWith("frozen: "));
}
