using System.Security.Cryptography;
using Raindrop.Keys;
using Raindrop.Sealing;

namespace Raindrop.Credentials.Records;

/// <summary>Seals a credential under a tenant's key, and opens it.</summary>
internal static class CredentialSeal
{
    /// <summary>Plaintexts up to this length are on the stack while they are worked on, which the collector does not move either.</summary>
    private const int MostOnStack = 8192;

    public static byte[] Seal(CredentialHeader header, Credential credential, TenantKey key)
    {
        var length = CredentialPlaintext.LengthOf(credential);
        if (length > MostOnStack)
        {
            using var large = Secret.Create(length, credential, static (bytes, credential) => CredentialPlaintext.Write(credential, bytes));
            using var bytes = large.Read();
            return Seal(header, bytes.Bytes, key);
        }

        Span<byte> plaintext = stackalloc byte[length];
        try
        {
            CredentialPlaintext.Write(credential, plaintext);
            return Seal(header, plaintext, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <returns>The credential; <see langword="null"/> for whatever was not sealed under this key with this header.</returns>
    public static Credential? Open(CredentialHeader header, ReadOnlySpan<byte> record, TenantKey key)
    {
        var context = header.WriteContext(stackalloc byte[CredentialHeader.LongestContext]);
        using var root = key.Key.Read();
        var length = record.Length - SealedRecord.Overhead;
        if (length > MostOnStack)
        {
            using var large = SealedRecord.Open(root.Bytes, context, record);
            if (large is null) return null;
            using var bytes = large.Read();
            return CredentialPlaintext.Read(bytes.Bytes, header);
        }

        if (length < 0) return null;
        Span<byte> plaintext = stackalloc byte[length];
        try
        {
            return SealedRecord.TryOpen(root.Bytes, context, record, plaintext) ? CredentialPlaintext.Read(plaintext, header) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static byte[] Seal(CredentialHeader header, ReadOnlySpan<byte> plaintext, TenantKey key)
    {
        using var root = key.Key.Read();
        return SealedRecord.Seal(root.Bytes, header.WriteContext(stackalloc byte[CredentialHeader.LongestContext]), plaintext);
    }
}
