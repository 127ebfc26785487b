using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Documents;

/// <summary>Hashes what identifies a person or a message (an address, a Message-ID), so that it can stand in ids without being read there. Safe for concurrent use.</summary>
/// <remarks>The hash is keyed: without the key nobody can try addresses against ids. Importers and extensions of one tenant must use the same key, and keep it: another key gives other ids.</remarks>
public sealed class IdentifierHasher
{
    /// <summary>The least length of a key, in bytes.</summary>
    public const int MinKeyLength = 32;

    private const int HashLength = 16;
    private readonly byte[] _key;

    /// <summary>Creates a hasher.</summary>
    /// <param name="key">The key, 32 random bytes or more. It is copied.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public IdentifierHasher(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinKeyLength) throw new ArgumentException($"The key must have {MinKeyLength} bytes or more.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>Hashes a text.</summary>
    /// <param name="value">The text.</param>
    /// <returns>26 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>, which are valid in keys: the first 128 bits of HMAC-SHA-256 of the UTF-8 text in base 32.</returns>
    public string Hash(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Hash(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Hashes bytes, such as a message that has nothing else to identify it.</summary>
    /// <param name="value">The bytes.</param>
    /// <returns>As for a text.</returns>
    public string Hash(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value, hash);
        return Base32.Encode(hash[..HashLength]);
    }

    /// <summary>A hasher whose hashes mean nothing in another scope, for a host whose tenants share one key.</summary>
    /// <param name="scope">What names the scope for ever, for example the tenant's id.</param>
    public IdentifierHasher ForScope(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"raindrop scope\0{scope}"), key);
        return new IdentifierHasher(key);
    }
}
