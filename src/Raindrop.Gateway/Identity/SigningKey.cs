using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Gateway.Identity;

/// <summary>A private key in memory, with its id.</summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>The curve of ES256 (RFC 7518, section 3.4).</summary>
    private const string CurveId = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private SigningKey(string id, string pem, ECDsa key) => (Id, Pem, _key) = (id, pem, key);

    public string Id { get; }

    /// <summary>What it was read from, to see whether the configuration changed.</summary>
    public string Pem { get; }

    public static bool CanRead(UpstreamSigningKey key)
    {
        try
        {
            using var read = Read(key);
            read.Sign("");
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <exception cref="ArgumentException">It is no PEM.</exception>
    /// <exception cref="CryptographicException">It is no private key on the curve.</exception>
    public static SigningKey Read(UpstreamSigningKey key)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(key.PrivateKey);
            return ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveId
                ? new SigningKey(key.Id!, key.PrivateKey!, ecdsa)
                : throw new CryptographicException("The key is on another curve.");
        }
        catch
        {
            ecdsa.Dispose();
            throw;
        }
    }

    /// <summary>A key that nobody knows, under the id of another: what it signs must be refused.</summary>
    public static SigningKey Forge(string id) => new(id, "", ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The signature of a text, in base 64 for URLs.</summary>
    public string Sign(string text)
    {
        lock (_signing)
        {
            return Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
    }

    public void Dispose() => _key.Dispose();
}
