using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Tool.Vaults;

/// <summary>Stands where a command needs no provider.</summary>
internal sealed class NoKeyProvider : IKeyProvider
{
    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default) => throw Missing();

    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default) => throw Missing();

    private static KeyProviderException Missing() => new(KeyProviderFailure.NotConfigured, "A key provider is needed after all: name it with --keyring or --pkcs11-library.");
}
