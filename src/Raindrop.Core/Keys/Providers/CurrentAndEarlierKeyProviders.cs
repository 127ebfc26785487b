using System.Runtime.ExceptionServices;
using Raindrop.Credentials;

namespace Raindrop.Keys.Providers;

/// <summary>Wraps with the current key provider, and unwraps with it or else with an earlier one, so that a host goes from one provider to another and loses no key.</summary>
/// <remarks>
/// Providers authenticate what they unwrap, so one may be asked for what another wrapped; ids are not relied on, as two providers may name their keys
/// alike. An outage of one keeps closed only what it wrapped itself: the others are asked all the same. Where none unwraps, the failure is told that claims least about the key:
/// an outage before a provider that is not configured, and that before a refusal, which makes a key look lost. It puts no limits and disposes nothing.
/// </remarks>
/// <param name="current">The provider that wraps.</param>
/// <param name="earlier">Those that only unwrap, in the order in which they are asked.</param>
internal sealed class CurrentAndEarlierKeyProviders(IKeyProvider current, IReadOnlyList<IKeyProvider> earlier) : IKeyProvider
{
    public IKeyProvider Current => current;

    public IReadOnlyList<IKeyProvider> Earlier => earlier;

    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default) =>
        current.WrapAsync(key, context, cancellationToken);

    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var provider in earlier.Prepend(current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await provider.UnwrapAsync(wrapped, context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is KeyProviderException or KeyRefusedException)
            {
                if (failure is null || Doubt(e) > Doubt(failure.SourceException)) failure = ExceptionDispatchInfo.Capture(e);
            }
        }

        failure!.Throw();
        throw failure.SourceException;
    }

    /// <summary>How much a failure leaves open whether the key can be unwrapped.</summary>
    private static int Doubt(Exception failure) => failure switch
    {
        KeyProviderException { Failure: not KeyProviderFailure.NotConfigured } => 2,
        KeyProviderException => 1,
        _ => 0,
    };
}
