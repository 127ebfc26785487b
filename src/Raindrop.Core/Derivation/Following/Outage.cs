using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Derivation.Following;

/// <summary>Tells what passes by itself, or by what an operator does elsewhere, from what ends following: a store or a key provider that is away, a tenant that is suspended, a key store that has to be restored.</summary>
internal static class Outage
{
    public static bool IsOne(Exception exception) =>
        exception is StoreUnavailableException or KeyProviderException or KeyRefusedException or TenantKeyException { Failure: not TenantKeyFailure.Shredded };

    /// <summary>How long the store or the provider asks to wait.</summary>
    public static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        StoreUnavailableException store => store.RetryAfter,
        KeyProviderException provider => provider.RetryAfter,
        _ => null,
    };
}
