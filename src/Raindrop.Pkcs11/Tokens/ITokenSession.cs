using Raindrop.Credentials;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>A session with a token, for one call at a time. What it does blocks the thread.</summary>
internal interface ITokenSession : IDisposable
{
    /// <summary>The id of the key that wraps.</summary>
    string FindCurrentKey();

    /// <summary>The code that a key gives a message (HMAC-SHA512), 64 bytes.</summary>
    Secret Authenticate(string keyId, byte[] message);

    /// <summary>The keys of this host.</summary>
    IReadOnlyList<Pkcs11Key> ListKeys();

    /// <summary>Makes a key that cannot leave the token.</summary>
    Pkcs11Key CreateKey();
}
