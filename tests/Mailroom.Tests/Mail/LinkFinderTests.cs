using Mailroom.Mail;

namespace Mailroom.Tests.Mail;

public sealed class LinkFinderTests
{
    [Theory]
    [InlineData("see https://a.example/x.", "https://a.example/x")]
    [InlineData("(see https://a.example/x)", "https://a.example/x")]
    [InlineData("https://a.example/x_(y)", "https://a.example/x_(y)")]
    [InlineData("<http://a.example/?a=1&b=2>, and", "http://a.example/?a=1&b=2")]
    public void A_link_ends_where_the_sentence_goes_on(string text, string url) => LinkFinder.Find(text, null).Should().ContainSingle().Which.Url.Should().Be(url);

    [Fact]
    public void Links_of_html_bear_their_text_and_quoted_ones_are_left_out() =>
        LinkFinder.Find("", "<a href='https://a.example/'>Here &amp; <b>now</b></a><blockquote><a href='https://b.example/'>old</a></blockquote><a href='mailto:x@y.example'>mail</a><a name=x>no</a>")
            .Should().ContainSingle().Which.Should().BeEquivalentTo(new { Url = "https://a.example/", Host = "a.example", Text = "Here & now" });

    [Fact]
    public void A_link_in_text_and_html_is_one() => LinkFinder.Find("https://a.example/", "<a href=\"https://a.example/\">x</a>").Should().ContainSingle();

    [Fact]
    public void What_is_no_address_is_no_link() => LinkFinder.Find("http:// https://[broken ftp://a.example javascript:x", "<a href='javascript:alert(1)'>x</a>").Should().BeEmpty();
}
