namespace Raindrop.Keys.Providers;

/// <summary>Leaves a provider alone that said that it is asked too often.</summary>
internal sealed class ThrottlePause(KeyProviderLimits limits, TimeProvider time)
{
    private long _until = time.GetTimestamp();

    /// <exception cref="KeyProviderException">The pause is not over; the exception says when it will be.</exception>
    public void ThrowIfPaused()
    {
        var rest = time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _until));
        if (rest <= TimeSpan.Zero) return;
        throw new KeyProviderException(KeyProviderFailure.Throttled, "The key provider was asked too often and is left alone for as long as it asked: try again later.") { RetryAfter = rest };
    }

    /// <summary>Begins a pause, unless one is on that lasts longer.</summary>
    public void Begin(TimeSpan? asked)
    {
        var pause = asked ?? limits.Pause;
        if (pause > limits.LongestPause) pause = limits.LongestPause;
        var until = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        for (var known = Volatile.Read(ref _until); known < until;)
        {
            var seen = Interlocked.CompareExchange(ref _until, until, known);
            if (seen == known) return;
            known = seen;
        }
    }
}
