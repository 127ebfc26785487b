using Raindrop.Credentials;

namespace Raindrop.Keys;

/// <summary>
/// Holds the host's key encryption keys and uses them: it wraps and unwraps tenant keys, and gives no key away. A file, a hardware module or a
/// cloud's key service stands behind it.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Wrapping must be authenticated and bind the context: whoever can write the database, and so can replace a wrapped key by
/// another one or by one of their own making, must fail at <see cref="UnwrapAsync"/>. Encryption under a public key does not do that. All methods
/// throw <see cref="KeyProviderException"/> where the provider can't do its work now, and never retry by themselves.
/// </remarks>
public interface IKeyProvider
{
    /// <summary>Wraps a key under the current key encryption key.</summary>
    /// <param name="key">The key; it stays the caller's to dispose.</param>
    /// <param name="context">What the wrapped key is bound to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default);

    /// <summary>Unwraps a key under the key encryption key that it names.</summary>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="context">What it is bound to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key. Dispose it.</returns>
    /// <exception cref="KeyRefusedException">It was not wrapped by this provider for this context.</exception>
    ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default);
}
