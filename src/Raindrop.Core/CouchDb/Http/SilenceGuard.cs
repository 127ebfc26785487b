namespace Raindrop.CouchDb.Http;

/// <summary>A token that is cancelled by the caller, or by a server that is silent for too long while it is waited for.</summary>
internal sealed class SilenceGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeSpan _limit;

    public SilenceGuard(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    public void Arm() => _source.CancelAfter(_limit);

    public void Disarm() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void ThrowIfCancelledByCaller() => _caller.ThrowIfCancellationRequested();

    /// <summary>From now on the caller's token has no say: the call that it was given to has ended.</summary>
    public void Release()
    {
        _registration.Dispose();
        _caller = CancellationToken.None;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
