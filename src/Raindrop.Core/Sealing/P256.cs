using System.Security.Cryptography;

namespace Raindrop.Sealing;

/// <summary>Keys on the curve P-256 (FIPS 186-5, SP 800-186), as PEM.</summary>
internal static class P256
{
    /// <summary>The curve of ES256 (RFC 7518, section 3.4).</summary>
    private const string CurveId = "1.2.840.10045.3.1.7";

    /// <exception cref="ArgumentException">It is no PEM of a key.</exception>
    /// <exception cref="CryptographicException">It is no key on the curve.</exception>
    public static ECDsa Read(string? pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveId ? key : throw new CryptographicException("The key is on another curve.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Whether a text is a private key, or a public one and no more than that.</summary>
    public static bool CanRead(string? pem, bool isPrivate)
    {
        try
        {
            using var key = Read(pem);
            return HasPrivateHalf(key) == isPrivate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static bool HasPrivateHalf(ECDsa key)
    {
        try
        {
            key.SignData([], HashAlgorithmName.SHA256);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
