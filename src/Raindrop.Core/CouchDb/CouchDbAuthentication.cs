using System.Security.Cryptography;
using Raindrop.CouchDb.Authentication;

namespace Raindrop.CouchDb;

/// <summary>How the adapter signs in to CouchDB.</summary>
public abstract class CouchDbAuthentication
{
    private protected CouchDbAuthentication()
    {
    }

    /// <summary>No sign-in.</summary>
    public static CouchDbAuthentication None { get; } = new NoAuthentication();

    /// <summary>Name and password with each request.</summary>
    /// <param name="userName">The user's name, without <c>:</c>.</param>
    /// <param name="password">The password.</param>
    public static CouchDbAuthentication Basic(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(password);
        if (userName.Contains(':', StringComparison.Ordinal)) throw new ArgumentException("A user name for Basic authentication holds no ':'.", nameof(userName));
        return new BasicAuthentication(userName, password);
    }

    /// <summary>Name and password once, then the session cookie; signs in again when the session has expired. Cheaper for the server than <see cref="Basic"/>.</summary>
    /// <param name="userName">The user's name.</param>
    /// <param name="password">The password.</param>
    public static CouchDbAuthentication Session(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(password);
        return new SessionAuthentication(userName, password);
    }

    /// <summary>A JSON Web Token. The server needs its key in <c>[jwt_keys]</c>.</summary>
    /// <param name="token">Gives the token for a request; called for each one, so it should answer from memory, and once more after the server refused it.</param>
    public static CouchDbAuthentication Bearer(Func<CancellationToken, ValueTask<string>> token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new BearerAuthentication(token);
    }

    /// <summary>Headers of a trusted proxy. The server needs <c>proxy_use_secret = true</c> and the same secret; without it anybody could send these headers.</summary>
    /// <param name="userName">The user's name.</param>
    /// <param name="roles">The user's roles; the token does not cover them.</param>
    /// <param name="secret">The shared secret, from which the token is made.</param>
    /// <param name="hash">The hash of the token: SHA-256, or SHA-1 for servers before CouchDB 3.4; <see langword="null"/> for SHA-256.</param>
    public static CouchDbAuthentication Proxy(string userName, IReadOnlyList<string> roles, string secret, HashAlgorithmName? hash = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        return new ProxyAuthentication(userName, roles, secret, hash ?? HashAlgorithmName.SHA256);
    }

    /// <summary>The kind of sign-in; never a credential.</summary>
    public sealed override string ToString() => GetType().Name;

    internal abstract Authenticator CreateAuthenticator();
}
