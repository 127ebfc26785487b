using System.Diagnostics.CodeAnalysis;

namespace Raindrop.Keys.Providers;

/// <summary>Lets some calls go on at once and some wait, and refuses the others.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used holds nothing to free.")]
internal sealed class CallTurns(KeyProviderLimits limits)
{
    private readonly SemaphoreSlim _free = new(limits.MaxConcurrency);
    private int _waiting;

    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (_free.Wait(0, CancellationToken.None)) return;
        try
        {
            if (Interlocked.Increment(ref _waiting) > limits.MaxWaiting)
                throw new KeyProviderException(KeyProviderFailure.Throttled, "Too many calls wait for the key provider already: try again later, or allow more at once.");
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Give() => _free.Release();
}
