using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Credentials;

/// <summary>The forms of names, endpoints and references, at their limits.</summary>
public sealed class CredentialValueTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("mail.imap")]
    [InlineData("extension.mail-2_x")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_label(string text) => CredentialLabel.IsValid(text).Should().BeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("1a")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("user@example.org")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void No_label(string? text)
    {
        CredentialLabel.IsValid(text).Should().BeFalse();
        var thrown = FluentActions.Invoking(() => CredentialLabel.ThrowIfInvalid(text, "name")).Should().Throw<ArgumentException>().Which;
        thrown.ParamName.Should().Be("name");
        if (text?.Length > 3) thrown.Message.Should().NotContain(text, "who mistakes a name for a secret does not see it in a log");
    }

    [Fact]
    public void An_endpoint_keeps_its_host_in_lower_case_and_equals_by_value()
    {
        var endpoint = new CredentialEndpoint("imaps", "Mail.Example.ORG", 993);

        endpoint.Host.Should().Be("mail.example.org");
        endpoint.Should().Be(new CredentialEndpoint("imaps", "mail.example.org", 993)).And.NotBe(new CredentialEndpoint("imaps", "mail.example.org", 994));
    }

    [Theory]
    [InlineData("imaps", "127.0.0.1", 1)]
    [InlineData("imap+tls", "::1", 65535)]
    [InlineData("x-1.0", "münchen.example", 443)]
    public void An_endpoint_may_be(string scheme, string host, int port) =>
        FluentActions.Invoking(() => new CredentialEndpoint(scheme, host, port)).Should().NotThrow();

    [Theory]
    [InlineData("", "a", 1)]
    [InlineData("IMAP", "a", 1)]
    [InlineData("1imap", "a", 1)]
    [InlineData("imap:", "a", 1)]
    [InlineData("imap", "", 1)]
    [InlineData("imap", "a b", 1)]
    [InlineData("imap", "a/b", 1)]
    [InlineData("imap", "user@a", 1)]
    [InlineData("imap", "a:1", 1)]
    [InlineData("imap", "a", 0)]
    [InlineData("imap", "a", 65536)]
    public void An_endpoint_may_not_be(string scheme, string host, int port) =>
        FluentActions.Invoking(() => new CredentialEndpoint(scheme, host, port)).Should().Throw<ArgumentException>();

    [Fact]
    public void A_host_name_has_at_most_253_characters()
    {
        var longest = string.Join('.', Enumerable.Repeat(new string('a', 49), 5)) + ".aaa";
        longest.Length.Should().Be(CredentialEndpoint.MaxHostLength);

        new CredentialEndpoint("imaps", longest, 993).Host.Should().Be(longest);
        FluentActions.Invoking(() => new CredentialEndpoint("imaps", longest + "a", 993)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_tenant_id_is_random_and_reads_back()
    {
        var tenants = Enumerable.Range(0, 100).Select(_ => TenantId.New()).ToList();

        tenants.Should().OnlyHaveUniqueItems().And.OnlyContain(tenant => TenantId.Parse(tenant.Value) == tenant);
        TenantId.TryParse(null, out _).Should().BeFalse();
        TenantId.TryParse(tenants[0].Value.ToUpperInvariant(), out _).Should().BeFalse();
        FluentActions.Invoking(() => TenantId.Parse("a")).Should().Throw<FormatException>();
        default(TenantId).IsDefault.Should().BeTrue();
        FluentActions.Invoking(() => default(TenantId).Value).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_head_of_a_trail_reads_back_from_its_text()
    {
        var head = new AuditHead(42, new string('a', 64));

        AuditHead.TryParse(head.ToString(), out var read).Should().BeTrue();
        read.Should().Be(head);
        AuditHead.TryParse(AuditHead.Empty.ToString(), out var empty).Should().BeTrue();
        empty.Should().Be(AuditHead.Empty);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData("0:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("-1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void No_head_of_a_trail(string? text) => AuditHead.TryParse(text, out _).Should().BeFalse();
}
