using System.Text;
using Raindrop.Credentials.Records;
using Raindrop.Sealing;

namespace Raindrop.Core.Tests.Credentials;

/// <summary>What is no document of a credential, before any key is asked for.</summary>
public sealed class CredentialJsonTests
{
    public static TheoryData<string, string> Others => new()
    {
        { "\"tenant_key\":\"k1\"", "\"tenant_key\":\"\"" },
        { "\"tenant_key\":\"k1\"", "\"tenant_key\":\"ké\"" },
        { "\"tenant_key\":\"k1\"", $"\"tenant_key\":\"{new string('k', 65)}\"" },
        { "\"purpose\":\"import\"", "\"purpose\":\"Import\"" },
        { "\"purpose\":\"import\"", "\"purpose\":\"\"" },
        { "\"sealed\":\"AAAA", "\"sealed\":\"AA AA" },
        { "\"sealed\":\"AAAA", "\"sealed\":\" AAAA" },
        { "\"sealed\":\"AAAA", "\"sealed\":\"AA\\nAA" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_document_of_another_form_is_none(string part, string other)
    {
        var text = Write(new byte[SealedRecord.Overhead]);
        text.Should().Contain(part);

        IsRead(text).Should().BeTrue();
        IsRead(text.Replace(part, other, StringComparison.Ordinal)).Should().BeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_last_character_of_a_record_is_the_one_that_a_writer_makes(int rest)
    {
        var text = Write(new byte[(3 * 40) + rest]);
        var end = "AAA=="[..(rest + 1)] + new string('=', 3 - rest) + "\"}";
        text.Should().EndWith(end);

        IsRead(text).Should().BeTrue();
        IsRead(text[..^end.Length] + end.Replace("A=", "B=", StringComparison.Ordinal)).Should().BeFalse("the bits that stand for nothing are zero");
        IsRead(text[..^end.Length] + end.Replace("=", "", StringComparison.Ordinal)).Should().BeFalse("it is padded");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mail")]
    [InlineData("user@example.org")]
    [InlineData("<b>")]
    public void A_name_that_no_credential_can_have_is_listed_as_none(string name)
    {
        using var credential = Examples.Password();
        var header = Examples.HeaderOf(credential, Examples.Imap with { Name = name });

        CredentialJson.TryRead(CredentialJson.Write(header, new byte[SealedRecord.Overhead]).Span, Examples.Tenant, name, out _, out _).Should().BeFalse();
    }

    [Fact]
    public void How_a_store_spells_the_JSON_does_not_matter() =>
        IsRead(Write(new byte[SealedRecord.Overhead]).Replace("\"sealed\":\"A", "\n\"sealed\" : \"\\u0041", StringComparison.Ordinal)).Should().BeTrue();

    private static string Write(byte[] record)
    {
        using var credential = Examples.Password();
        return Encoding.UTF8.GetString(CredentialJson.Write(Examples.HeaderOf(credential), record).Span);
    }

    private static bool IsRead(string text) => CredentialJson.TryRead(Encoding.UTF8.GetBytes(text), Examples.Tenant, "mail.imap", out _, out _);
}
