using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys;

/// <summary>What is derived from a tenant key. The figures were computed apart, with HMAC-SHA512 alone after RFC 5869; records out there need them to stay.</summary>
public sealed class KeyDerivationTests
{
    private const string KeyId = "k1";
    private static readonly TenantId Tenant = TenantId.Parse(new string('a', TenantId.Length));
    private static readonly KeyContext Context = KeyContext.OfTenant(Tenant, KeyId, SealedRecord.SuiteName);

    [Theory]
    [InlineData(KeyPurpose.Credentials, "62284eccb18b6ff400b0d927a7e7d9998bfcd737e8829d5249a64f0424dec2e4")]
    [InlineData(KeyPurpose.Backup, "1e47542529aa0db562417dff8ba39835ae9ac53f788f143e2659b5dbdeb7e6be")]
    [InlineData(KeyPurpose.Metrics, "8d0ce6119f7de2ca18f125aa1cb2d9d6374d6b8864d990dd484132eb10a3a674")]
    public void A_key_for_a_purpose_is_derived_as_it_always_was(KeyPurpose purpose, string expected)
    {
        using var derived = PurposeKey.Derive(RootKey(), Tenant, KeyId, purpose);

        Hex(derived).Should().Be(expected);
    }

    [Fact]
    public void Every_purpose_has_a_key_of_its_own_and_an_unknown_one_has_none()
    {
        var keys = Enum.GetValues<KeyPurpose>().Select(purpose => Hex(PurposeKey.Derive(RootKey(), Tenant, KeyId, purpose)));
        var unknown = () => PurposeKey.Derive(RootKey(), Tenant, KeyId, (KeyPurpose)99);

        keys.Should().OnlyHaveUniqueItems();
        unknown.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_commitment_is_derived_as_it_always_was() =>
        Convert.ToHexStringLower(KeyCommitment.Of(Root(), Context)).Should().Be("d2c1a8a415653dfcda22a09b9587fc691499d07de36eb3910b3547571b8afc6c");

    [Fact]
    public void A_commitment_holds_for_its_key_and_its_context_alone()
    {
        var commitment = KeyCommitment.Of(Root(), Context);
        var other = Root();
        other[31] ^= 1;

        KeyCommitment.Holds(Root(), Context, commitment).Should().BeTrue();
        KeyCommitment.Holds(other, Context, commitment).Should().BeFalse();
        KeyCommitment.Holds(Root(), Context with { KeyId = "k2" }, commitment).Should().BeFalse();
        KeyCommitment.Holds(Root(), Context with { Subject = TenantId.New().Value }, commitment).Should().BeFalse();
        KeyCommitment.Holds(Root(), Context with { Suite = "other" }, commitment).Should().BeFalse();
        KeyCommitment.Holds(Root(), Context, commitment.AsSpan(0, 31)).Should().BeFalse();
    }

    private static byte[] Root() => [.. Enumerable.Range(0, SealedRecord.RootLength).Select(n => (byte)n)];

    private static Secret RootKey() => Secret.Copy(Root());

    private static string Hex(Secret secret)
    {
        using var lease = secret.Read();
        return Convert.ToHexStringLower(lease.Bytes);
    }
}
