using System.Security.Cryptography;
using Raindrop.Sealing;

namespace Raindrop.Keys;

/// <summary>
/// Binds a key to its place whatever wraps it: 32 bytes of HKDF-SHA512 (RFC 5869) over the key with the context as info. A provider whose wrapping
/// commits to no key (AES-GCM does not) could otherwise be given bytes that unwrap to one key here and to another one there.
/// </summary>
internal static class KeyCommitment
{
    private const int Length = 32;
    private const string Kind = "rd.key-commitment";

    public static byte[] Of(ReadOnlySpan<byte> key, KeyContext context)
    {
        var commitment = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, key, commitment, [], SealContext.Of(Kind, context.Subject, context.KeyId, context.Suite));
        return commitment;
    }

    public static bool Holds(ReadOnlySpan<byte> key, KeyContext context, ReadOnlySpan<byte> commitment) =>
        CryptographicOperations.FixedTimeEquals(Of(key, context), commitment);
}
