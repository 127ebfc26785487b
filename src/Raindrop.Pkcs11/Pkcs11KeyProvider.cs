using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Pkcs11.Sessions;
using Raindrop.Pkcs11.Tokens;
using Raindrop.Sealing;

namespace Raindrop.Pkcs11;

/// <summary>Wraps keys under a key that stays in a hardware module.</summary>
/// <remarks>
/// For each key that is wrapped the token makes a root: HMAC-SHA512 (RFC 2104, FIPS 198-1), under a key that cannot leave it, of <c>rd.pkcs11.root</c>, that key's
/// id, and the subject, key id and suite of <see cref="KeyContext"/>. The wrapped key is a sealed record (format 1) under the first 32 bytes of it, whose
/// context is the same but for <c>rd.pkcs11.wrapped</c>. So the token authenticates the context, what was not wrapped here is told from a token
/// that fails, and a wrapped key opens under one key only.
/// <para>
/// Sessions stay open, up to <see cref="Pkcs11Options.MaxSessions"/>, and are opened again when the token was reset or taken away and came back. Calls of the module
/// run on threads of their own; a caller that gives up is let go at once, and put limits of time around with <see cref="Raindrop.Keys.Providers.BoundedKeyProvider"/>, as
/// <see cref="Microsoft.Extensions.DependencyInjection.Pkcs11BuilderExtensions.UsePkcs11"/> does. The module stays loaded and initialized until the process ends.
/// </para>
/// </remarks>
public sealed class Pkcs11KeyProvider : IKeyProvider, IDisposable
{
    private readonly SessionPool _sessions;
    private readonly IDisposable? _token;

    /// <summary>Uses the keys of a token. Nothing is loaded yet.</summary>
    /// <param name="options">Which.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every mistake.</exception>
    public Pkcs11KeyProvider(Pkcs11Options options)
        : this(Create(options), options.MaxSessions)
    {
    }

    internal Pkcs11KeyProvider(IToken token, int maxSessions) => (_sessions, _token) = (new SessionPool(token, maxSessions), token as IDisposable);

    /// <inheritdoc/>
    public async ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        Require(context);
        var (id, code) = await _sessions.RunAsync(
            session =>
            {
                var id = session.FindCurrentKey();
                return (Id: id, Code: session.Authenticate(id, Bind("rd.pkcs11.root", id, context)));
            },
            static derived => derived.Code.Dispose(),
            cancellationToken).ConfigureAwait(false);
        using (code)
        using (var root = code.Read())
        using (var bytes = key.Read())
            return new WrappedKey(id, SealedRecord.Seal(root.Bytes[..SealedRecord.RootLength], Bind("rd.pkcs11.wrapped", id, context), bytes.Bytes));
    }

    /// <inheritdoc/>
    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        Require(context);
        cancellationToken.ThrowIfCancellationRequested();
        var id = wrapped.KeyEncryptionKeyId;
        if (!TokenKeyId.IsId(id)) throw new KeyRefusedException();
        using var code = await _sessions.RunAsync(session => session.Authenticate(id, Bind("rd.pkcs11.root", id, context)), static code => code.Dispose(), cancellationToken).ConfigureAwait(false);
        using var root = code.Read();
        return SealedRecord.Open(root.Bytes[..SealedRecord.RootLength], Bind("rd.pkcs11.wrapped", id, context), wrapped.Bytes.Span) ?? throw new KeyRefusedException();
    }

    /// <summary>Closes the sessions.</summary>
    public void Dispose()
    {
        _sessions.Dispose();
        _token?.Dispose();
    }

    internal static HardwareToken Create(Pkcs11Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = Pkcs11OptionsValidator.Mistakes(options);
        return mistakes.Count == 0 ? new HardwareToken(options) : throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
    }

    private static void Require(KeyContext context)
    {
        ArgumentNullException.ThrowIfNull(context.Subject, nameof(context));
        ArgumentNullException.ThrowIfNull(context.KeyId, nameof(context));
        ArgumentNullException.ThrowIfNull(context.Suite, nameof(context));
    }

    private static byte[] Bind(string kind, string id, KeyContext context) => SealContext.Of(kind, id, context.Subject, context.KeyId, context.Suite);
}
