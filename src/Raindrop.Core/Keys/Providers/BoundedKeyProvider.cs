using Raindrop.Credentials;

namespace Raindrop.Keys.Providers;

/// <summary>Puts limits to another key provider, so that one that is slow, fails, hangs or is asked too often stays a small and typed failure.</summary>
/// <remarks>
/// Every call is made once and never again: whoever called knows whether to. A provider that throws <see cref="KeyProviderFailure.Throttled"/> is
/// left alone for as long as it asks. A call that does not end in time is abandoned, also where the provider does not heed the token: it goes on
/// counting as one until it ends, and what it gives then is zeroed. Whatever the provider throws that is neither
/// <see cref="KeyProviderException"/> nor <see cref="KeyRefusedException"/> becomes <see cref="KeyProviderFailure.Unavailable"/>. It does not dispose the other provider.
/// </remarks>
public sealed class BoundedKeyProvider : IKeyProvider
{
    private readonly IKeyProvider _provider;
    private readonly KeyProviderLimits _limits;
    private readonly TimeProvider _time;
    private readonly CallTurns _turns;
    private readonly ThrottlePause _pause;

    /// <summary>Puts limits to a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="limits">The limits, or <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The limits are not valid; the message names every mistake.</exception>
    public BoundedKeyProvider(IKeyProvider provider, KeyProviderLimits? limits = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _limits = limits ?? new KeyProviderLimits();
        var mistakes = KeyProviderLimitsValidator.Mistakes(_limits);
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(" ", mistakes), nameof(limits));
        (_provider, _time) = (provider, timeProvider ?? TimeProvider.System);
        (_turns, _pause) = (new CallTurns(_limits), new ThrottlePause(_limits, _time));
    }

    /// <inheritdoc/>
    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        Require(context);
        return CallAsync(stop => _provider.WrapAsync(key, context, stop), static _ => { }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        Require(context);
        return CallAsync(stop => _provider.UnwrapAsync(wrapped, context, stop), static key => key.Dispose(), cancellationToken);
    }

    // What the caller got wrong is told here: whatever the provider says of its arguments comes from what the database gave it.
    private static void Require(KeyContext context)
    {
        ArgumentNullException.ThrowIfNull(context.Subject, nameof(context));
        ArgumentNullException.ThrowIfNull(context.KeyId, nameof(context));
        ArgumentNullException.ThrowIfNull(context.Suite, nameof(context));
    }

    private async ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, Action<T> discard, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _pause.ThrowIfPaused();
        using var timeout = new CancellationTokenSource(_limits.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        // The token outlives its source, which is gone when an abandoned call gets a thread at last: it must still come to where it gives its turn back.
        var stop = either.Token;
        try
        {
            await _turns.TakeAsync(stop).ConfigureAwait(false);
            // On a thread of its own: a provider that blocks its caller would hold the time limit with it.
            var running = Task.Run(() => AskAsync(call, stop), CancellationToken.None);
            return await AbandonedCall.WaitAsync(running, discard, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (timeout.IsCancellationRequested && e is not (KeyProviderException or KeyRefusedException))
        {
            throw new KeyProviderException(KeyProviderFailure.Unavailable, $"The key provider did not answer within {_limits.Timeout.TotalSeconds} seconds: see whether it is up, or give it more time.", e);
        }
        catch (Exception e) when (e is not (KeyProviderException or KeyRefusedException or ObjectDisposedException))
        {
            throw new KeyProviderException(KeyProviderFailure.Unavailable, $"The key provider failed with {e.GetType().Name}: see whether it is up.", e);
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _pause.ThrowIfPaused();
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (KeyProviderException e) when (e.Failure == KeyProviderFailure.Throttled)
        {
            _pause.Begin(e.RetryAfter);
            throw;
        }
        finally
        {
            _turns.Give();
        }
    }
}
