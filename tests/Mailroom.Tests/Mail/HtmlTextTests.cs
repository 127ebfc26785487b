using Mailroom.Generation;
using Mailroom.Mail;

namespace Mailroom.Tests.Mail;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("one<br>two", "one\ntwo")]
    [InlineData("<style>p{}</style><script>x()</script><title>t</title>text", "text")]
    [InlineData("a &amp; b&nbsp;c \n\t d", "a & b c d")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("<blockquote>one<blockquote>two</blockquote></blockquote>three", "> one\n>> two\nthree")]
    [InlineData("<p>never closed <b>and <i>odd", "never closed and odd")]
    [InlineData("", "")]
    public void Html_becomes_the_text_that_a_reader_sees(string html, string text) => HtmlText.Convert(html).Should().Be(text);

    [Fact]
    public void What_is_quoted_in_html_is_found_as_in_text()
    {
        var html = Quoting.Html(new Person("Ada", "ada@test.example"), "old words", "new words");
        var parsed = QuoteParser.Parse(HtmlText.Convert(html));
        parsed.NewText.Should().Be("new words");
        parsed.Quotes.Should().ContainSingle().Which.Text.Should().Be("old words");
    }
}
