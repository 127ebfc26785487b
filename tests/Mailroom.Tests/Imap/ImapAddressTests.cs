using Mailroom.Imap;

namespace Mailroom.Tests.Imap;

public sealed class ImapAddressTests
{
    [Theory]
    [InlineData("mail.example:993", "imaps", "mail.example", 993)]
    [InlineData("mail.example", "imaps", "mail.example", 993)]
    [InlineData("Mail.Example:143", "imap", "mail.example", 143)]
    [InlineData("mail.example:1143", "imap", "mail.example", 1143)]
    [InlineData("imaps://mail.example:1993/", "imaps", "mail.example", 1993)]
    [InlineData("imap://mail.example", "imap", "mail.example", 143)]
    [InlineData("imap://mail.example:993", "imap", "mail.example", 993)]
    [InlineData("127.0.0.1:993", "imaps", "127.0.0.1", 993)]
    [InlineData("[::1]:993", "imaps", "::1", 993)]
    [InlineData("[::1]", "imaps", "::1", 993)]
    [InlineData("::1", "imaps", "::1", 993)]
    public void An_address_says_how_TLS_begins(string text, string scheme, string host, int port) =>
        ImapAddress.TryParse(text, isPlainText: false).Should().BeEquivalentTo(new { Scheme = scheme, Host = host, Port = port });

    [Theory]
    [InlineData("")]
    [InlineData(":993")]
    [InlineData("mail.example:")]
    [InlineData("mail.example:0")]
    [InlineData("mail.example:65536")]
    [InlineData("mail.example:+993")]
    [InlineData("mail.example:imap")]
    [InlineData("mail example:993")]
    [InlineData("http://mail.example:993")]
    [InlineData("imap.plain-text://localhost:143")]
    [InlineData("user@mail.example:993")]
    public void What_is_no_address_is_refused(string text) => ImapAddress.TryParse(text, isPlainText: false).Should().BeNull();

    [Fact]
    public void Plain_text_is_a_scheme_of_its_own_so_that_no_record_can_serve_for_both()
    {
        ImapAddress.TryParse("localhost", isPlainText: true).Should().BeEquivalentTo(new { Scheme = "imap.plain-text", Port = 143 });
        ImapAddress.TryParse("imaps://localhost:993", isPlainText: true).Should().BeNull();
    }
}
