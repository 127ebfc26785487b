using Mailroom.Extensions;
using Mailroom.Generation;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Extensions;

namespace Mailroom.Tests.Extensions;

public sealed class BodyExtensionTests
{
    public static TheoryData<string, string> CharsetsAndEncodings => [.. from sample in Charsets.Samples from transfer in new[] { "base64", "quoted-printable", "8bit" } select (sample.Charset, transfer)];

    [Theory]
    [MemberData(nameof(CharsetsAndEncodings))]
    public async Task Text_of_every_charset_and_encoding_comes_out_as_it_was_written(string charset, string transfer)
    {
        var text = Charsets.Samples.First(sample => sample.Charset == charset).Text;
        var raw = new Letter().Header("Subject", "x").Body(Part.Text(text, charset, transfer)).ToBytes();
        (await BodyOfAsync(raw)).Text.Trim().Should().Be(text);
    }

    [Theory]
    [InlineData("us-ascii", "utf-8", "Brücke 灯台")]
    [InlineData("us-ascii", "windows-1252", "Brücke")]
    [InlineData("utf-8", "iso-8859-1", "La clé était là.")]
    public async Task A_text_that_lies_about_its_charset_loses_no_letter(string declared, string written, string text)
    {
        var raw = new Letter().Header("Subject", "x").Body(Part.Text(text, written, "8bit", declared: declared)).ToBytes();
        (await BodyOfAsync(raw)).Text.Should().Be(text);
    }

    [Fact]
    public async Task An_unknown_charset_keeps_what_is_ascii()
    {
        var raw = new Letter().Header("Subject", "x").Body(Part.Text("Grüße an alle", "utf-8", "8bit", declared: "x-keeper-private")).ToBytes();
        (await BodyOfAsync(raw)).Text.Should().StartWith("Gr").And.EndWith("e an alle");
    }

    [Fact]
    public async Task Html_alone_gives_text_too()
    {
        var body = await BodyOfAsync(new Letter().Header("Subject", "x").Body(Part.Text("<p>one</p><p>two</p>", subtype: "html")).ToBytes());
        body.Should().BeEquivalentTo(new { Text = "one\ntwo", TextFromHtml = true });
        body.Html.Should().Contain("<p>one</p>");
    }

    [Fact]
    public async Task Of_alternatives_the_text_is_taken_and_the_html_kept()
    {
        var raw = new Letter().Header("Subject", "x").Body(Part.Multipart("mixed", "o", Part.Multipart("alternative", "i", Part.Text("as text"), Part.Text("<i>as html</i>", subtype: "html")), Part.File("f", "image/png", [1]))).ToBytes();
        var body = await BodyOfAsync(raw);
        body.Text.Trim().Should().Be("as text");
        body.Html!.Trim().Should().Be("<i>as html</i>");
    }

    [Fact]
    public async Task A_message_without_text_has_an_empty_one() => (await BodyOfAsync(Eml.Plain(""))).Text.Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("Just a line somebody saved.\nAnd another.\n")]
    [InlineData("Subject: x\nContent-Type: multipart/mixed\n\nno parts\n")]
    [InlineData("Subject: x\nContent-Type: multipart/mixed; boundary=right\n\n--wrong\n\nx\n")]
    public async Task A_message_from_which_nothing_can_be_read_is_invalid_input(string raw) =>
        (await MailHarness.RunAsync(new BodyExtension(), Eml.Raw(raw))).Failure.Should().Be(DerivationFailure.InvalidInput);

    private static async Task<MessageBody> BodyOfAsync(byte[] raw) => (await MailHarness.RunAsync(new BodyExtension(), raw)).OnlyDocument().Read(MailJson.Default.MessageBody);
}
