using System.Security.Cryptography;

namespace Raindrop.Benchmarks.Vault;

/// <summary>What nobody can seal and open with less: a key and a commitment derived per record, and AES-256-GCM under the key.</summary>
internal sealed class BareSealing(byte[] root, byte[] info, byte[] plaintext)
{
    private const int SaltLength = 32;
    private const int DerivedLength = 64;
    private const int KeyLength = 32;
    private const int TagLength = 16;
    private static readonly byte[] Nonce = new byte[12];

    private readonly byte[] _sealed = SealOf(root, info, plaintext);

    public int Seal() => SealOf(root, info, plaintext).Length;

    public int Open()
    {
        Span<byte> derived = stackalloc byte[DerivedLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, root, derived, _sealed.AsSpan(0, SaltLength), info);
        var opened = new byte[_sealed.Length - SaltLength - TagLength];
        using var cipher = new AesGcm(derived[..KeyLength], TagLength);
        cipher.Decrypt(Nonce, _sealed.AsSpan(SaltLength, opened.Length), _sealed.AsSpan(SaltLength + opened.Length), opened);
        return opened.Length;
    }

    private static byte[] SealOf(byte[] root, byte[] info, byte[] plaintext)
    {
        var record = new byte[SaltLength + plaintext.Length + TagLength];
        RandomNumberGenerator.Fill(record.AsSpan(0, SaltLength));
        Span<byte> derived = stackalloc byte[DerivedLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, root, derived, record.AsSpan(0, SaltLength), info);
        using var cipher = new AesGcm(derived[..KeyLength], TagLength);
        cipher.Encrypt(Nonce, plaintext, record.AsSpan(SaltLength, plaintext.Length), record.AsSpan(SaltLength + plaintext.Length));
        return record;
    }
}
