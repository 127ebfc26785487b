using Mailroom.Generation;
using Mailroom.Mail;

namespace Mailroom.Tests.Mail;

public sealed class QuoteParserTests
{
    [Fact]
    public void Every_style_of_quoting_gives_the_new_text_without_what_is_quoted()
    {
        var who = new Person("Ada Byron", "ada@test.example");
        foreach (var style in Quoting.Styles)
        {
            var text = style(who, "This is old.\nVery old.", "This is new.");
            var parsed = QuoteParser.Parse(text);
            parsed.NewText.Should().Contain("This is new.").And.NotContain("old").And.NotContain("Ada").And.NotContain(">", "of {0}", text);
            if (text.Contains("old", StringComparison.Ordinal)) parsed.Quotes.Select(quote => quote.Text).Should().Contain(quote => quote.Contains("Very old."), "of {0}", text);
        }
    }

    [Theory]
    [InlineData("On Mon, 4 Mar 2024 at 09:12, Ada <ada@test.example> wrote:")]
    [InlineData("On Mon, 4 Mar 2024 at 09:12, Ada Augusta King Countess of Lovelace\n<ada@test.example> wrote:")]
    [InlineData("Am 04.03.24 um 09:12 schrieb Ada Byron:")]
    [InlineData("Le lun. 4 mars 2024 à 09:12, Ada <ada@test.example> a écrit :")]
    [InlineData("El lun, 4 mar 2024 a las 9:12, Ada escribió:")]
    [InlineData("2024年3月4日(月) 9:12 Ada <ada@test.example>:")]
    [InlineData("Ada wrote:")]
    public void The_line_that_names_the_author_belongs_to_the_quotation(string line)
    {
        var parsed = QuoteParser.Parse($"{line}\n\n> old\n\nnew");
        parsed.NewText.Should().Be("new");
        parsed.Quotes.Should().ContainSingle().Which.Attribution.Should().Be(line.Replace("\n", " ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sentence_that_looks_like_such_a_line_stays_where_nothing_is_quoted_after_it() =>
        QuoteParser.Parse("This is what she wrote:\nforty-two").NewText.Should().Be("This is what she wrote:\nforty-two");

    [Fact]
    public void Depths_are_told_apart_with_and_without_spaces_between_the_marks() =>
        QuoteParser.Parse("> > two\n>> two\n> one\nnew").Quotes.Select(quote => (quote.Depth, quote.Text)).Should().Equal((2, "two\ntwo"), (1, "one"));

    [Fact]
    public void A_signature_is_taken_apart_also_above_a_quotation()
    {
        var parsed = QuoteParser.Parse("new\n-- \nAda\nEngines\n> old");
        parsed.NewText.Should().Be("new");
        parsed.Signature.Should().Be("Ada\nEngines");
        parsed.Quotes.Should().ContainSingle();
    }

    [Fact]
    public void Text_without_any_of_it_is_all_new() => QuoteParser.Parse("one\n\ntwo -- three\n").Should().BeEquivalentTo(new { NewText = "one\n\ntwo -- three", Signature = (string?)null });

    [Fact]
    public void A_hostile_line_takes_no_long_time() => QuoteParser.Parse("On " + new string(' ', 100_000) + "x\n" + new string('>', 50_000)).Quotes.Should().ContainSingle();
}
