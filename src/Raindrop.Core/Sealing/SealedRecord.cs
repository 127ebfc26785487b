using System.Buffers;
using System.Security.Cryptography;
using Raindrop.Credentials;

namespace Raindrop.Sealing;

/// <summary>
/// The one way in which Raindrop seals bytes: a key that is used once, derived from a 32-byte root, a random salt and the context
/// (HKDF-SHA512, RFC 5869), a commitment to it, and AES-256-GCM (NIST SP 800-38D) under it.
/// </summary>
/// <remarks>
/// The bytes are: format (1), suite (1), salt (32), commitment (32), ciphertext, tag (16). The key and the commitment are the first and second
/// 32 bytes of one HKDF output whose info is format, suite and the whole context, so the commitment covers the context, which the cipher need not
/// authenticate once more. GCM by itself commits to no key: without the commitment, one record could open under two roots. A key that is used once
/// needs no random nonce, so none of the limits on random nonces apply; the nonce is zero.
/// </remarks>
internal static class SealedRecord
{
    public const byte Format = 1;

    /// <summary>HKDF-SHA512 and AES-256-GCM.</summary>
    public const byte Suite = 1;

    /// <summary>The suite as it stands in contexts.</summary>
    public const string SuiteName = "HKDF-SHA512+AES-256-GCM";

    public const int RootLength = 32;
    public const int Overhead = HeaderLength + SaltLength + CommitmentLength + TagLength;

    private const int HeaderLength = 2;
    private const int SaltLength = 32;
    private const int CommitmentLength = 32;
    private const int TagLength = 16;
    private const int KeyLength = 32;
    private const int MaxStackInfo = 512;

    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Seals bytes under a root for a context.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> root, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        return Seal(root, context, plaintext, salt);
    }

    /// <summary>Seals with a given salt, for frozen examples.</summary>
    internal static byte[] Seal(ReadOnlySpan<byte> root, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> salt)
    {
        var record = new byte[Overhead + plaintext.Length];
        (record[0], record[1]) = (Format, Suite);
        var rest = record.AsSpan(HeaderLength);
        salt.CopyTo(rest);
        Span<byte> derived = stackalloc byte[KeyLength + CommitmentLength];
        Derive(root, salt, context, derived);
        derived[KeyLength..].CopyTo(rest[SaltLength..]);
        rest = rest[(SaltLength + CommitmentLength)..];
        using (var cipher = new AesGcm(derived[..KeyLength], TagLength))
            cipher.Encrypt(Nonce, plaintext, rest[..plaintext.Length], rest[plaintext.Length..]);
        CryptographicOperations.ZeroMemory(derived);
        return record;
    }

    /// <summary>Opens what was sealed under this root for this context.</summary>
    /// <returns>The plaintext; <see langword="null"/> for anything else, without saying what is wrong with it.</returns>
    public static Secret? Open(ReadOnlySpan<byte> root, ReadOnlySpan<byte> context, ReadOnlySpan<byte> record)
    {
        if (record.Length < Overhead || record[0] != Format || record[1] != Suite) return null;
        var salt = record.Slice(HeaderLength, SaltLength);
        var commitment = record.Slice(HeaderLength + SaltLength, CommitmentLength);
        var ciphertext = record[(HeaderLength + SaltLength + CommitmentLength)..^TagLength];
        Span<byte> derived = stackalloc byte[KeyLength + CommitmentLength];
        Derive(root, salt, context, derived);
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(derived[KeyLength..], commitment)) return null;
            using var cipher = new AesGcm(derived[..KeyLength], TagLength);
            return Secret.Create(ciphertext.Length, new Sealed(cipher, ciphertext, record[^TagLength..]), static (plaintext, body) => body.Cipher.Decrypt(Nonce, body.Ciphertext, body.Tag, plaintext));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static void Derive(ReadOnlySpan<byte> root, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context, Span<byte> derived)
    {
        if (root.Length != RootLength) throw new ArgumentException($"A root has {RootLength} bytes.", nameof(root));
        var length = HeaderLength + context.Length;
        byte[]? rented = null;
        Span<byte> info = length <= MaxStackInfo ? stackalloc byte[length] : (rented = ArrayPool<byte>.Shared.Rent(length)).AsSpan(0, length);
        (info[0], info[1]) = (Format, Suite);
        context.CopyTo(info[HeaderLength..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA512, root, derived, salt, info);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private readonly ref struct Sealed(AesGcm cipher, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag)
    {
        public AesGcm Cipher { get; } = cipher;

        public ReadOnlySpan<byte> Ciphertext { get; } = ciphertext;

        public ReadOnlySpan<byte> Tag { get; } = tag;
    }
}
