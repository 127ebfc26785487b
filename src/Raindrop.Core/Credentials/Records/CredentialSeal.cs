using Raindrop.Keys;
using Raindrop.Sealing;

namespace Raindrop.Credentials.Records;

/// <summary>Seals a credential under a tenant's key, and opens it.</summary>
internal static class CredentialSeal
{
    public static byte[] Seal(CredentialHeader header, Credential credential, TenantKey key)
    {
        using var plaintext = CredentialPlaintext.Write(credential);
        using var bytes = plaintext.Read();
        using var root = key.Key.Read();
        return SealedRecord.Seal(root.Bytes, header.ToContext(), bytes.Bytes);
    }

    /// <returns>The credential; <see langword="null"/> for whatever was not sealed under this key with this header.</returns>
    public static Credential? Open(CredentialHeader header, ReadOnlySpan<byte> record, TenantKey key)
    {
        using var root = key.Key.Read();
        using var plaintext = SealedRecord.Open(root.Bytes, header.ToContext(), record);
        return plaintext is null ? null : CredentialPlaintext.Read(plaintext, header);
    }
}
