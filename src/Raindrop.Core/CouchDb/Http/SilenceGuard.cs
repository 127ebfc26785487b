namespace Raindrop.CouchDb.Http;

/// <summary>A token that is cancelled by the caller, or by a server that is silent for too long while it is waited for.</summary>
/// <remarks>
/// An answer is waited for thousands of times a second, so waiting only notes the time; a slow clock looks after it. A silence is
/// therefore found up to an eighth late.
/// </remarks>
internal sealed class SilenceGuard : IDisposable
{
    private const int ChecksPerLimit = 8;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly ITimer _clock;
    private CancellationToken _caller;
    private readonly long _started;
    private long _waitingSince;
    private volatile bool _hasDeadline;

    /// <param name="limit">The longest silence.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">The caller's token.</param>
    /// <param name="hasDeadline">Whether signs of life do not extend the limit, until <see cref="LiftDeadline"/>.</param>
    public SilenceGuard(TimeSpan limit, TimeProvider time, CancellationToken caller, bool hasDeadline = false)
    {
        _hasDeadline = hasDeadline;
        _started = time.GetTimestamp();
        _limit = limit;
        _time = time;
        _caller = caller;
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        var period = limit / ChecksPerLimit;
        _clock = time.CreateTimer(static guard => ((SilenceGuard)guard!).Check(), this, period, period);
    }

    public CancellationToken Token => _source.Token;

    public void Arm() => Volatile.Write(ref _waitingSince, Math.Max(1, _time.GetTimestamp()));

    public void Disarm() => Volatile.Write(ref _waitingSince, 0);

    public void ThrowIfCancelledByCaller() => _caller.ThrowIfCancellationRequested();

    public void LiftDeadline() => _hasDeadline = false;

    /// <summary>From now on the caller's token has no say: the call that it was given to has ended.</summary>
    public void Release()
    {
        _registration.Dispose();
        _caller = CancellationToken.None;
    }

    public void Dispose()
    {
        _clock.Dispose();
        _registration.Dispose();
        // The source has no timer and no wait handle of its own; disposing it could meet a check that is under way.
    }

    private void Check()
    {
        var since = Volatile.Read(ref _waitingSince);
        if (since == 0) return;
        if (_time.GetElapsedTime(_hasDeadline ? _started : since) >= _limit) _source.Cancel();
    }
}
