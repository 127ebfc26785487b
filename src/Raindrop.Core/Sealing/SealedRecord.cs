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
        Span<byte> key = stackalloc byte[KeyLength];
        if (!TryDerive(root, context, record, key)) return null;
        try
        {
            return Secret.Create(record.Length - Overhead, new Keyed(key, record), static (plaintext, keyed) => Decrypt(keyed.Key, keyed.Record, plaintext));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a record into memory of the caller's, which zeroes it.</summary>
    /// <param name="root">The root.</param>
    /// <param name="context">The context.</param>
    /// <param name="record">The record.</param>
    /// <param name="plaintext">Takes the plaintext: as long as the record less <see cref="Overhead"/>.</param>
    /// <returns><see langword="false"/> where <see cref="Open"/> gives nothing; nothing of the plaintext is there then.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> root, ReadOnlySpan<byte> context, ReadOnlySpan<byte> record, Span<byte> plaintext)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        if (!TryDerive(root, context, record, key)) return false;
        try
        {
            Decrypt(key, record, plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Derives the key of a record, if the record commits to it.</summary>
    private static bool TryDerive(ReadOnlySpan<byte> root, ReadOnlySpan<byte> context, ReadOnlySpan<byte> record, Span<byte> key)
    {
        if (record.Length < Overhead || record[0] != Format || record[1] != Suite) return false;
        Span<byte> derived = stackalloc byte[KeyLength + CommitmentLength];
        Derive(root, record.Slice(HeaderLength, SaltLength), context, derived);
        var isCommitted = CryptographicOperations.FixedTimeEquals(derived[KeyLength..], record.Slice(HeaderLength + SaltLength, CommitmentLength));
        if (isCommitted) derived[..KeyLength].CopyTo(key);
        CryptographicOperations.ZeroMemory(derived);
        return isCommitted;
    }

    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record, Span<byte> plaintext)
    {
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(Nonce, record[(HeaderLength + SaltLength + CommitmentLength)..^TagLength], record[^TagLength..], plaintext);
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

    private readonly ref struct Keyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        public ReadOnlySpan<byte> Key { get; } = key;

        public ReadOnlySpan<byte> Record { get; } = record;
    }
}
