using Raindrop.Docs.Tests.Pages;

namespace Raindrop.Docs.Tests;

public sealed class KeyProviderTests
{
    [Fact]
    public void Files_are_shown_as_they_are_frozen()
    {
        var shown = Page.Open("docs/credentials/key-providers.md").Fences().Where(fence => fence.NameOf("file") is not null).ToList();

        shown.Should().ContainSingle();
        shown.Should().OnlyContain(fence => fence.Text == Repository.Read(fence.NameOf("file")!).TrimEnd('\n'));
    }
}
