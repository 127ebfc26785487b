using System.Security.Cryptography;

namespace Raindrop.Grants.Tests.Running;

/// <summary>A key of an issuer, and its public half for verifiers.</summary>
internal sealed record GrantKeyPair(string Id, string PrivateKey, string PublicKey)
{
    public static GrantKeyPair Create(string id)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new GrantKeyPair(id, key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem());
    }
}
