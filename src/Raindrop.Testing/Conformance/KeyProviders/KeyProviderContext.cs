using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Testing.Conformance.KeyProviders;

/// <summary>What a case works with: the provider, and short forms of common calls.</summary>
internal sealed class KeyProviderContext(KeyProviderSubject subject, CancellationToken stop)
{
    public const int KeyLength = 32;

    public KeyProviderSubject Subject => subject;

    public IKeyProvider Provider => subject.Provider;

    public CancellationToken Stop => stop;

    public static KeyContext NewContext() => KeyContext.OfTenant(TenantId.New(), Guid.NewGuid().ToString("n"), "HKDF-SHA512+AES-256-GCM");

    public Task<WrappedKey> WrapAsync(Secret key, KeyContext context) => Provider.WrapAsync(key, context, stop).AsTask();

    public async Task ExpectUnwrapsAsync(Secret key, WrappedKey wrapped, KeyContext context, string what)
    {
        using var unwrapped = await Provider.UnwrapAsync(wrapped, context, stop).ConfigureAwait(false);
        Expect.That(key.Equals(unwrapped), $"{what} should be unwrapped to the key that was wrapped; another one came");
    }

    /// <summary>Unwrapping must be refused for good: an outage would be tried again and again, and a key would be somebody else's.</summary>
    public Task ExpectRefusedAsync(WrappedKey wrapped, KeyContext context, string what) =>
        Expect.ThrowsAsync<KeyRefusedException>($"Unwrapping {what}", () => DiscardAsync(wrapped, context));

    /// <summary>Unwrapping under a key that the provider does not have is refused, or the provider says that it lacks the key.</summary>
    public async Task ExpectRefusedOrMissingAsync(WrappedKey wrapped, KeyContext context, string what)
    {
        var thrown = await Expect.ThrowsAsync<Exception>($"Unwrapping {what}", () => DiscardAsync(wrapped, context)).ConfigureAwait(false);
        Expect.That(
            thrown is KeyRefusedException or KeyProviderException { Failure: KeyProviderFailure.NotConfigured },
            $"Unwrapping {what} should throw KeyRefusedException, or KeyProviderException as not configured, and threw {thrown.GetType().Name}: {thrown.Message}");
    }

    private async Task DiscardAsync(WrappedKey wrapped, KeyContext context) => (await Provider.UnwrapAsync(wrapped, context, stop).ConfigureAwait(false)).Dispose();
}
