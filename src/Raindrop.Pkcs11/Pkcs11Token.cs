using Raindrop.Keys;
using Raindrop.Pkcs11.Sessions;
using Raindrop.Pkcs11.Tokens;

namespace Raindrop.Pkcs11;

/// <summary>A token, for those who look after its keys.</summary>
/// <remarks>All methods throw <see cref="KeyProviderException"/> where the token cannot be used. Keys are destroyed with the module's own tools.</remarks>
/// <param name="options">Which token, and the label of the keys; it needs no <see cref="Pkcs11Options.CurrentKeyId"/>.</param>
public sealed class Pkcs11Token(Pkcs11Options options)
{
    /// <summary>Makes a key that cannot leave the token: <c>CKK_GENERIC_SECRET</c> of 64 bytes, with a random <c>CKA_ID</c>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key; set <see cref="Pkcs11Options.CurrentKeyId"/> to its id.</returns>
    public Task<Pkcs11Key> CreateKeyAsync(CancellationToken cancellationToken = default) => RunAsync(session => session.CreateKey(), cancellationToken);

    /// <summary>The keys that have the label.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<Pkcs11Key>> ListKeysAsync(CancellationToken cancellationToken = default) => RunAsync(session => session.ListKeys(), cancellationToken);

    private async Task<T> RunAsync<T>(Func<ITokenSession, T> call, CancellationToken cancellationToken)
    {
        using var token = Pkcs11KeyProvider.Create(options);
        using var sessions = new SessionPool(new Writing(token), maxSessions: 1);
        return await sessions.RunAsync(call, static _ => { }, cancellationToken).ConfigureAwait(false);
    }

    private sealed class Writing(IToken token) : IToken
    {
        public ITokenSession OpenSession(bool isWriting) => token.OpenSession(isWriting: true);

        public void Reconnect() => token.Reconnect();
    }
}
