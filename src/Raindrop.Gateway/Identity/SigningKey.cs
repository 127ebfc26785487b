using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Raindrop.Sealing;

namespace Raindrop.Gateway.Identity;

/// <summary>A private key in memory, with its id.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private SigningKey(string id, string pem, ECDsa key) => (Id, Pem, _key) = (id, pem, key);

    public string Id { get; }

    /// <summary>What it was read from, to see whether the configuration changed.</summary>
    public string Pem { get; }

    public static bool CanRead(UpstreamSigningKey key) => P256.CanRead(key.PrivateKey, isPrivate: true);

    /// <exception cref="ArgumentException">It is no PEM.</exception>
    /// <exception cref="CryptographicException">It is no private key on the curve.</exception>
    public static SigningKey Read(UpstreamSigningKey key) => new(key.Id!, key.PrivateKey!, P256.Read(key.PrivateKey));

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
