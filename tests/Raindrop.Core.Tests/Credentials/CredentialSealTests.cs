using System.Text;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Credentials;
using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Credentials;

public sealed class CredentialSealTests
{
    private static readonly Document Stored = FrozenExample.Parse(FrozenExample.Read("credential.txt"));

    [Theory]
    [InlineData("credential.txt")]
    [InlineData("credential-expiring.txt")]
    public void A_credential_is_stored_as_it_always_was(string example)
    {
        // The examples were worked out independently, with Python's hmac and the AES-GCM of its package cryptography.
        using var credential = example == "credential.txt" ? Examples.Password() : Examples.Tokens();
        var header = Examples.HeaderOf(credential, example == "credential.txt" ? Examples.Imap : new CredentialReference(Examples.Tenant, "api", "sync"));
        var plaintext = new byte[CredentialPlaintext.LengthOf(credential)];
        CredentialPlaintext.Write(credential, plaintext);
        var record = SealedRecord.Seal(Examples.Root, header.WriteContext(new byte[CredentialHeader.LongestContext]), plaintext, Examples.Salt);
        var document = new Document { Id = CredentialFormat.IdOf(header.Reference.Tenant, header.Reference.Name), Content = CredentialJson.Write(header, record) };

        FrozenExample.Write(document).Should().Be(FrozenExample.Read(example));
    }

    [Fact]
    public void A_credential_that_was_stored_can_be_opened()
    {
        using var key = Examples.Key();
        using var expected = Examples.Password();
        var stored = StoredCredential.From(new Document { Id = Stored.Id, Revision = "1-a", Content = Stored.Content }, Examples.Tenant, "mail.imap");

        stored.Header.Should().Be(Examples.HeaderOf(expected));
        using var opened = CredentialSeal.Open(stored.Header!.Value, stored.Record, key);
        (opened!.Endpoint, opened.UserName).Should().Be((expected.Endpoint, expected.UserName));
        opened.Value.Should().Be(expected.Value);
    }

    [Fact]
    public void A_record_in_another_place_or_with_another_header_does_not_open()
    {
        var (header, record) = Read(Stored);
        var other = TenantId.New();
        var reference = header.Reference;
        CredentialHeader[] headers =
        [
            header with { Reference = reference with { Tenant = other } },
            header with { Reference = reference with { Name = "mail.imaq" } },
            header with { Reference = reference with { Purpose = "export" } },
            // The same letters, parted elsewhere.
            header with { Reference = reference with { Name = "mail.imapi", Purpose = "mport" } },
            header with { KeyId = "k2" },
            header with { Kind = CredentialKind.ApiKey },
            header with { Stored = "2026-02-01T00:00:00Z" },
            header with { Expires = "2027-01-31T23:59:59Z" },
        ];

        Opens(header, record, Examples.Root).Should().BeTrue();
        headers.Should().OnlyContain(edited => !Opens(edited, record, Examples.Root));
    }

    [Fact]
    public void Another_key_does_not_open_it_even_under_the_same_id()
    {
        var (header, record) = Read(Stored);

        Opens(header, record, new byte[32]).Should().BeFalse();
    }

    [Fact]
    public void Every_flipped_bit_of_the_record_is_refused()
    {
        var (header, record) = Read(Stored);
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            var flipped = record.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Opens(header, flipped, Examples.Root).Should().BeFalse("bit {0} is flipped", bit);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    public void A_record_that_is_cut_off_or_longer_is_refused(int secretLength)
    {
        using var credential = Examples.Password(new string('x', secretLength));
        using var key = Examples.Key();
        var header = Examples.HeaderOf(credential);
        var record = CredentialSeal.Seal(header, credential, key);
        int[] cuts = [.. Enumerable.Range(0, 200), record.Length / 2, .. Enumerable.Range(1, 130).Select(less => record.Length - less)];

        Opens(header, record, Examples.Root).Should().BeTrue();
        foreach (var length in cuts.Where(length => length >= 0 && length < record.Length)) Opens(header, record[..length], Examples.Root).Should().BeFalse("it has only {0} bytes", length);
        foreach (var more in (int[])[1, 16, 64, 128, 8192]) Opens(header, [.. record, .. new byte[more]], Examples.Root).Should().BeFalse("it has {0} bytes more", more);
    }

    [Fact]
    public void Every_changed_character_of_the_document_is_refused()
    {
        var body = Stored.Content.ToArray();
        var tolerated = new List<string>();
        for (var at = 0; at < body.Length; at++)
        {
            foreach (var bit in (int[])[0, 1, 2, 3, 4, 5, 6])
            {
                var changed = body.ToArray();
                changed[at] ^= (byte)(1 << bit);
                if (Opens(changed)) tolerated.Add($"{at}: {Encoding.UTF8.GetString(changed)}");
            }
        }

        tolerated.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"rd_schema_version\":1", "\"rd_schema_version\":2")]
    [InlineData("\"kind\":\"Password\"", "\"kind\":\"0\"")]
    [InlineData("\"stored\":\"2026-01-31T23:59:59Z\"", "\"stored\":\"2026-01-31T23:59:59+00:00\"")]
    [InlineData("\"stored\":\"2026-01-31T23:59:59Z\"", "\"stored\":\"2026-01-31T23:59:59Z\",\"expires\":null")]
    [InlineData("\"stored\":\"2026-01-31T23:59:59Z\"", "\"stored\":\"2026-01-31T23:59:59Z\",\"more\":1")]
    [InlineData("\"tenant_key\":\"k1\",", "")]
    [InlineData("\"tenant_key\":\"k1\"", "\"tenant_key\":1")]
    [InlineData("\"purpose\":\"import\"", "\"purpose\":null")]
    [InlineData("rd.credential\"", "rd.other\"")]
    [InlineData("p62i\"}", "p62j\"}")]
    [InlineData("\"sealed\":\"", "\"sealed\":\"AAAA")]
    [InlineData("\"sealed\":\"AQFA", "\"sealed\":\"!!!!")]
    public void A_document_of_another_form_is_refused(string part, string other)
    {
        var text = Encoding.UTF8.GetString(Stored.Content.Span);
        text.Should().Contain(part);

        Opens(Encoding.UTF8.GetBytes(text)).Should().BeTrue();
        Opens(Encoding.UTF8.GetBytes(text.Replace(part, other, StringComparison.Ordinal))).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"sealed\":\"\"}")]
    [InlineData("{\"sealed\":7}")]
    public void A_body_that_is_none_is_refused(string body) => Opens(Encoding.UTF8.GetBytes(body)).Should().BeFalse();

    private static bool Opens(byte[] body) =>
        CredentialJson.TryRead(body, Examples.Tenant, "mail.imap", out var header, out var record) && header.Reference.Purpose == "import" && Opens(header, record, Examples.Root);

    private static bool Opens(CredentialHeader header, byte[] record, byte[] root)
    {
        using var key = new TenantKey(header.KeyId, Secret.Copy(root));
        using var opened = CredentialSeal.Open(header, record, key);
        return opened is not null;
    }

    private static (CredentialHeader Header, byte[] Record) Read(Document document)
    {
        CredentialJson.TryRead(document.Content.Span, Examples.Tenant, "mail.imap", out var header, out var record).Should().BeTrue();
        return (header, record);
    }
}
