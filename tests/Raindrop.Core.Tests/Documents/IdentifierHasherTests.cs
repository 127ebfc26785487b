using CsCheck;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Documents;

public sealed class IdentifierHasherTests
{
    private static readonly IdentifierHasher Hasher = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public void A_hash_is_the_first_128_bits_of_HMAC_SHA_256_in_base_32() =>
        // Worked out independently with Python's hmac and base64 modules.
        Hasher.Hash("a@example.org").Should().Be("cdvqwfqo6ymo4bln4ezrgi55v4");

    [Fact]
    public void Every_hash_is_26_characters_valid_in_keys() => Gen.String.Sample(text =>
    {
        var hash = Hasher.Hash(text);
        hash.Should().MatchRegex("^[a-z2-7]{26}$");
        DocumentKey.IsKey(hash).Should().BeTrue();
        Hasher.Hash(text).Should().Be(hash);
    });

    [Fact]
    public void Another_value_another_key_and_another_scope_give_another_hash() =>
        new[]
        {
            Hasher.Hash("a"), Hasher.Hash("b"), Hasher.Hash(""), new IdentifierHasher(new byte[32]).Hash("a"), Hasher.ForScope("t1").Hash("a"), Hasher.ForScope("t2").Hash("a"),
        }.Should().OnlyHaveUniqueItems();

    [Fact]
    public void Text_is_hashed_as_its_UTF_8_bytes() => Hasher.Hash("ü").Should().Be(Hasher.Hash("ü"u8));

    [Fact]
    public void A_short_key_is_refused() => FluentActions.Invoking(() => new IdentifierHasher(new byte[31])).Should().Throw<ArgumentException>();

    [Fact]
    public void Base_32_agrees_with_the_examples_of_RFC_4648() =>
        new[] { ""u8.ToArray(), "f"u8.ToArray(), "fo"u8.ToArray(), "foo"u8.ToArray(), "foob"u8.ToArray(), "fooba"u8.ToArray(), "foobar"u8.ToArray() }
            .Select(bytes => Base32.Encode(bytes)).Should().Equal("", "my", "mzxq", "mzxw6", "mzxw6yq", "mzxw6ytb", "mzxw6ytboi");
}
