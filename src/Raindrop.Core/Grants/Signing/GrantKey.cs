using System.Security.Cryptography;
using Raindrop.Sealing;

namespace Raindrop.Grants.Signing;

/// <summary>A key of grants in memory: the private one of an issuer, or a public one.</summary>
internal sealed class GrantKey(string? pem) : IDisposable
{
    private readonly ECDsa _key = P256.Read(pem);
    private readonly Lock _using = new();

    public byte[] Sign(byte[] text)
    {
        lock (_using) return _key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public bool Verify(byte[] text, byte[] signature)
    {
        lock (_using) return _key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose() => _key.Dispose();
}
