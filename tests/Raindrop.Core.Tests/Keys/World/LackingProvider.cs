using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>Another provider without one of the key encryption keys that are asked for, or that refuses whatever names it.</summary>
internal sealed class LackingProvider(IKeyProvider provider, string lacks, bool refuses = false) : IKeyProvider
{
    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default) => provider.WrapAsync(key, context, cancellationToken);

    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default) =>
        wrapped.KeyEncryptionKeyId == lacks ? throw (refuses ? new KeyRefusedException() : new KeyProviderException(KeyProviderFailure.NotConfigured, "No such key.")) : provider.UnwrapAsync(wrapped, context, cancellationToken);
}
