using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Raindrop.Core.Tests.Sealing;

/// <summary>
/// Makes a block of ciphertext and a tag that AES-GCM accepts under two keys at once, as whoever knows both can: the tag is linear in the ciphertext
/// (NIST SP 800-38D, section 6.4), so one block can be chosen so that both keys give the same.
/// </summary>
internal static class TwoKeyCiphertext
{
    private const int BlockLength = 16;

    // x^128 + x^7 + x^2 + x + 1 as GCM writes it, the coefficient of 1 in the highest bit.
    private static readonly UInt128 Polynomial = (UInt128)0xe1 << 120;

    public static (byte[] Ciphertext, byte[] Tag) Make(byte[] first, byte[] second)
    {
        var (hash1, mask1) = Subkeys(first);
        var (hash2, mask2) = Subkeys(second);
        // The last block that is hashed: no associated data, 128 bits of ciphertext.
        UInt128 lengths = BlockLength * 8;
        // c·h1² + l·h1 + m1 = c·h2² + l·h2 + m2, where + is exclusive or.
        var constant = Multiply(lengths, hash1 ^ hash2) ^ mask1 ^ mask2;
        var block = Multiply(constant, Invert(Multiply(hash1, hash1) ^ Multiply(hash2, hash2)));
        var tag = Multiply(Multiply(block, hash1) ^ lengths, hash1) ^ mask1;
        return (ToBytes(block), ToBytes(tag));
    }

    public static bool IsValid(byte[] key, byte[] ciphertext, byte[] tag)
    {
        using var cipher = new AesGcm(key, BlockLength);
        try
        {
            cipher.Decrypt(new byte[12], ciphertext, tag, new byte[ciphertext.Length]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>The key of the hash, and what its value is masked with under the zero nonce.</summary>
    private static (UInt128 Hash, UInt128 Mask) Subkeys(byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var counter = new byte[BlockLength];
        counter[^1] = 1;
        return (FromBytes(aes.EncryptEcb(new byte[BlockLength], PaddingMode.None)), FromBytes(aes.EncryptEcb(counter, PaddingMode.None)));
    }

    private static UInt128 Multiply(UInt128 a, UInt128 b)
    {
        UInt128 product = 0;
        for (var bit = 127; bit >= 0; bit--)
        {
            if ((a >> bit & 1) == 1) product ^= b;
            b = (b & 1) == 1 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }

    // By Fermat: the power 2^128 - 2.
    private static UInt128 Invert(UInt128 value)
    {
        var (result, power) = ((UInt128)1 << 127, value);
        for (var bit = 1; bit < 128; bit++)
        {
            power = Multiply(power, power);
            result = Multiply(result, power);
        }

        return result;
    }

    private static UInt128 FromBytes(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    private static byte[] ToBytes(UInt128 value)
    {
        var bytes = new byte[BlockLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }
}
