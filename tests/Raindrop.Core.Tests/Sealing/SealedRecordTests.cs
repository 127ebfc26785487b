using System.Security.Cryptography;
using CsCheck;
using Raindrop.Sealing;

namespace Raindrop.Core.Tests.Sealing;

public sealed class SealedRecordTests
{
    /// <summary>Worked out independently with Python: hmac for HKDF-SHA512, and AES-GCM of its package cryptography.</summary>
    private const string Frozen = "0101404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5fdc4cd804ef2fbde0a9edfdf546b80f7397351a64310ed2a620c2984601a7d5e89424533b3df0acc64333858cd1e1f7e30fba0bfd72e507fb86451e590d03";

    private static readonly byte[] Root = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    private static readonly byte[] Salt = [.. Enumerable.Range(0x40, 32).Select(n => (byte)n)];
    private static readonly byte[] Context = SealContext.Of("kind", "a", "bc");
    private static readonly byte[] Plaintext = "attack at dawn"u8.ToArray();
    private static readonly byte[] Record = Convert.FromHexString(Frozen);

    [Fact]
    public void A_record_is_what_it_always_was() =>
        Convert.ToHexStringLower(SealedRecord.Seal(Root, Context, Plaintext, Salt)).Should().Be(Frozen, "records out there have this form");

    [Fact]
    public void A_record_that_was_sealed_can_be_opened() => Open(Root, Context, Record).Should().Equal(Plaintext);

    [Fact]
    public void What_is_sealed_opens_again_under_its_root_and_context_and_no_other() => Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 700]).Sample(
        (root, plaintext, context) =>
        {
            var record = SealedRecord.Seal(root, context, plaintext);
            record.Length.Should().Be(SealedRecord.Overhead + plaintext.Length);
            Open(root, context, record).Should().Equal(plaintext);
            Open(Flip(root, plaintext.Length % 256), context, record).Should().BeNull();
            Open(root, [.. context, 0], record).Should().BeNull();
        },
        iter: 200);

    [Fact]
    public void A_record_in_which_one_bit_is_flipped_does_not_open()
    {
        for (var bit = 0; bit < Record.Length * 8; bit++) Open(Root, Context, Flip(Record, bit)).Should().BeNull("bit {0} is flipped", bit);
    }

    [Fact]
    public void A_record_that_is_cut_off_or_longer_does_not_open()
    {
        for (var length = 0; length < Record.Length; length++)
        {
            Open(Root, Context, Record[..length]).Should().BeNull("it has only {0} bytes", length);
            Open(Root, Context, Record[^length..]).Should().BeNull("it has only the last {0} bytes", length);
        }

        for (var more = 1; more <= 70; more++)
        {
            Open(Root, Context, [.. Record, .. new byte[more]]).Should().BeNull("it has {0} more bytes", more);
            Open(Root, Context, [.. new byte[more], .. Record]).Should().BeNull("it has {0} bytes before it", more);
        }
    }

    [Fact]
    public void Another_root_does_not_open_it()
    {
        for (var bit = 0; bit < Root.Length * 8; bit++) Open(Flip(Root, bit), Context, Record).Should().BeNull();
    }

    [Fact]
    public void Another_context_does_not_open_it()
    {
        byte[][] others = [[], SealContext.Of("kind", "ab", "c"), SealContext.Of("kind", "a", "b", "c"), SealContext.Of("kind", "a", "bc", ""), SealContext.Of("Kind", "a", "bc"), SealContext.Of("kind", "abc"), "kindabc"u8.ToArray()];

        others.Should().OnlyContain(other => Open(Root, other, Record) == null);
    }

    [Fact]
    public void Parts_of_one_record_do_not_fit_another()
    {
        var other = SealedRecord.Seal(Root, Context, Plaintext);
        foreach (var (start, length) in new[] { (2, 32), (34, 32), (66, 14), (80, 16), (2, 64), (66, 30) })
        {
            var mixed = Record.ToArray();
            other.AsSpan(start, length).CopyTo(mixed.AsSpan(start));
            Open(Root, Context, mixed).Should().BeNull("bytes {0} to {1} are another record's", start, start + length);
        }
    }

    [Fact]
    public void The_same_bytes_are_sealed_differently_each_time()
    {
        var records = Enumerable.Range(0, 50).Select(_ => SealedRecord.Seal(Root, Context, Plaintext)).ToList();

        records.Select(record => Convert.ToHexString(record.AsSpan(2, 32))).Should().OnlyHaveUniqueItems();
        records.Select(record => Convert.ToHexString(record.AsSpan(34))).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_root_of_another_length_is_refused(int length)
    {
        FluentActions.Invoking(() => SealedRecord.Seal(new byte[length], Context, Plaintext)).Should().Throw<ArgumentException>().WithMessage("*32 bytes*");
        FluentActions.Invoking(() => SealedRecord.Open(new byte[length], Context, Record)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void No_two_lists_of_parts_make_the_same_context() => Gen.Select(Parts, Parts).Sample(
        (first, second) => SealContext.Of(first).AsSpan().SequenceEqual(SealContext.Of(second)).Should().Be(first.SequenceEqual(second)),
        iter: 2000);

    [Fact]
    public void A_ciphertext_that_is_valid_under_two_keys_opens_under_the_one_it_was_made_for_alone()
    {
        var otherRoot = Flip(Root, 0);
        var (keys, otherKeys) = (Derive(Root), Derive(otherRoot));
        var (ciphertext, tag) = TwoKeyCiphertext.Make(keys[..32], otherKeys[..32]);
        TwoKeyCiphertext.IsValid(keys[..32], ciphertext, tag).Should().BeTrue();
        TwoKeyCiphertext.IsValid(otherKeys[..32], ciphertext, tag).Should().BeTrue("AES-GCM commits to no key");

        byte[] record = [SealedRecord.Format, SealedRecord.Suite, .. Salt, .. keys[32..], .. ciphertext, .. tag];

        Open(Root, Context, record).Should().NotBeNull();
        Open(otherRoot, Context, record).Should().BeNull("the record commits to its key");
    }

    private static Gen<string[]> Parts => Gen.String[Gen.Char["ab"], 0, 2].Array[0, 3];

    private static byte[] Derive(byte[] root) => HKDF.DeriveKey(HashAlgorithmName.SHA512, root, 64, Salt, [SealedRecord.Format, SealedRecord.Suite, .. Context]);

    // Both ways of opening give the same, or nothing.
    private static byte[]? Open(byte[] root, byte[] context, byte[] record)
    {
        using var opened = SealedRecord.Open(root, context, record);
        var plaintext = new byte[Math.Max(0, record.Length - SealedRecord.Overhead)];
        SealedRecord.TryOpen(root, context, record, plaintext).Should().Be(opened is not null);
        if (opened is null)
        {
            plaintext.Any(value => value != 0).Should().BeFalse("nothing of a record that does not open is left");
            return null;
        }

        opened.Equals(Raindrop.Credentials.Secret.Copy(plaintext)).Should().BeTrue();
        using var lease = opened.Read();
        return lease.Bytes.ToArray();
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
