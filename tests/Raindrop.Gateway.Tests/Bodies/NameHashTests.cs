using CsCheck;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.Bodies;

public sealed class NameHashTests
{
    [Theory]
    [InlineData(0, 0xabac0158050fc4dcUL)]
    [InlineData(1, 0xc9f49bf37d57ca93UL)]
    [InlineData(2, 0x82cb9b024dc7d44dUL)]
    [InlineData(8, 0x369095118d299a8eUL)]
    [InlineData(15, 0xd320d86d2a519956UL)]
    public void The_hash_is_siphash_1_3(int length, ulong expected)
    {
        var hash = new NameHash();
        hash.Start(0x0706050403020100, 0x0f0e0d0c0b0a0908);
        hash.Append([.. Enumerable.Range(0, length).Select(n => (byte)n)]);

        hash.Finish().Should().Be(expected);
    }

    [Fact]
    public void A_name_has_the_same_hash_however_it_is_cut() => Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((name, one, other) =>
    {
        var (first, second) = (Math.Min(Math.Min(one, other), name.Length), Math.Min(Math.Max(one, other), name.Length));

        Hash(name[..first], name[first..second], name[second..]).Should().Be(Hash(name));
    });

    [Fact]
    public void Names_that_differ_have_different_hashes()
    {
        var names = Enumerable.Range(0, 300).SelectMany(length => new[] { new byte[length], [.. Enumerable.Repeat((byte)1, length)] }).Skip(1);

        names.Select(name => Hash(name)).Should().OnlyHaveUniqueItems();
    }

    private static ulong Hash(params byte[][] pieces)
    {
        var hash = new NameHash();
        hash.Start();
        foreach (var piece in pieces) hash.Append(piece);
        return hash.Finish();
    }
}
