using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Credentials.Records;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Keys;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests;

/// <summary>The worked example of the record format is what the code makes, and what the page's own words make.</summary>
public sealed class RecordFormatTests
{
    private static readonly Dictionary<string, byte[]> Example = Page.Open("docs/credentials/record-format.md").Fences()
        .Where(fence => fence.NameOf("example") is not null)
        .ToDictionary(fence => fence.NameOf("example")!, fence => Convert.FromHexString(fence.Text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));

    private static readonly CredentialReference Reference = new(TenantId.Parse("abcdefghijklmnopqrstuvwxyz"), "mail.imap", "import");

    [Fact]
    public void The_code_makes_the_example()
    {
        using var credential = NewCredential();
        var header = CredentialHeader.Of(Reference, credential, new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero)) with { KeyId = "k1" };
        var context = header.WriteContext(new byte[CredentialHeader.LongestContext]).ToArray();
        var plaintext = new byte[CredentialPlaintext.LengthOf(credential)];
        CredentialPlaintext.Write(credential, plaintext);

        context.Should().Equal(Example["context"]);
        plaintext.Should().Equal(Example["plaintext"]);
        SealedRecord.Seal(Example["root"], context, plaintext, Example["salt"]).Should().Equal(Example["record"]);
    }

    [Fact]
    public void The_code_opens_the_example()
    {
        using var expected = NewCredential();
        using var key = new TenantKey("k1", Secret.Copy(Example["root"]));
        var header = CredentialHeader.Of(Reference, expected, new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero)) with { KeyId = "k1" };
        using var opened = CredentialSeal.Open(header, Example["record"], key);

        (opened!.Endpoint, opened.UserName).Should().Be((expected.Endpoint, expected.UserName));
        opened.Value.Should().Be(expected.Value);
    }

    [Fact]
    public void The_words_of_the_page_make_the_example()
    {
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA512, Example["root"], 64, Example["salt"], [1, 1, .. Example["context"]]);
        derived[..32].Should().Equal(Example["key"]);
        derived[32..].Should().Equal(Example["commitment"]);
        var (ciphertext, tag) = (new byte[Example["plaintext"].Length], new byte[16]);
        using var cipher = new AesGcm(derived[..32], 16);
        cipher.Encrypt(new byte[12], Example["plaintext"], ciphertext, tag);

        byte[] record = [1, 1, .. Example["salt"], .. derived[32..], .. ciphertext, .. tag];
        record.Should().Equal(Example["record"]);
        Repository.Read("docs/stored-shapes.md").Should().Contain($"\"sealed\":\"{Convert.ToBase64String(record)}\"");
    }

    private static Credential NewCredential() => new()
    {
        Kind = CredentialKind.Password,
        Endpoint = new CredentialEndpoint("imaps", "imap.example.org", 993),
        UserName = "user@example.org",
        Value = Secret.FromText("correct horse"),
    };
}
