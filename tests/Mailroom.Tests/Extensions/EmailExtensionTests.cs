using System.Text;
using Mailroom.Extensions;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Extensions;

namespace Mailroom.Tests.Extensions;

public sealed class EmailExtensionTests
{
    [Fact]
    public async Task The_header_comes_decoded()
    {
        var email = await EmailOfAsync(Eml.Plain(subject: "=?koi8-r?B?" + Convert.ToBase64String([0xED, 0xC1, 0xD1, 0xCB]) + "?=", headers: ["Cc: =?utf-8?Q?J=C3=BCrgen?= <j@test.example>, k@test.example", "List-Id: <l.test.example>", "X-Secret: x"]));
        email.Should().BeEquivalentTo(new
        {
            MessageId = "one@test.example",
            Subject = "Маяк",
            Date = new DateTimeOffset(2024, 3, 4, 8, 0, 0, TimeSpan.FromHours(1)),
            From = new Address("Ada", "ada@test.example"),
        });
        email.Cc.Should().Equal(new Address("Jürgen", "j@test.example"), new Address(null, "k@test.example"));
        email.Headers.Should().ContainSingle().Which.Key.Should().Be("list-id");
    }

    [Fact]
    public async Task References_come_oldest_first_and_end_with_what_is_answered()
    {
        (await EmailOfAsync(Eml.Plain(headers: ["In-Reply-To: <b@x>", "References: <a@x> <b@x> <c@x>\n <a@x>"]))).References.Should().Equal("a@x", "c@x", "b@x");
        (await EmailOfAsync(Eml.Plain(headers: ["In-Reply-To: <b@x>"]))).References.Should().Equal("b@x");
        (await EmailOfAsync(Eml.Plain())).References.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Größe und Maß", true)]
    [InlineData("Größe und Maß", false)]
    public async Task Raw_bytes_in_a_header_are_read_as_utf_8_or_else_as_latin_1(string subject, bool utf8)
    {
        var bytes = (utf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes($"Subject: {subject}\n\nx\n");
        (await EmailOfAsync(bytes)).Subject.Should().Be(subject);
    }

    [Fact]
    public async Task Nothing_but_a_subject_is_enough()
    {
        var email = await EmailOfAsync(Eml.Raw("Subject: alone\n"));
        email.Should().BeEquivalentTo(new { Subject = "alone", MessageId = (string?)null, Date = (DateTimeOffset?)null, From = (Address?)null });
    }

    [Theory]
    [InlineData("")]
    [InlineData("Just a line somebody saved.\nAnd another.\n")]
    public async Task A_message_without_a_header_is_invalid_input(string raw) =>
        (await MailHarness.RunAsync(new EmailExtension(), Eml.Raw(raw))).Failure.Should().Be(DerivationFailure.InvalidInput);

    private static async Task<Email> EmailOfAsync(byte[] raw) => (await MailHarness.RunAsync(new EmailExtension(), raw)).OnlyDocument().Read(MailJson.Default.Email);
}
