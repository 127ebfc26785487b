using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Documents;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Telemetry;

namespace Raindrop.Gateway.Following;

/// <summary>Reads what has changed in a database several times a second: one small request for all that is held in memory of it, which renews the lease.</summary>
/// <remarks>A feed that stays open would be cheaper, but its silence does not tell that nothing has changed from that nobody answers.</remarks>
internal abstract class DatabaseFollower(Func<IDocumentDatabase> database, IChangeListener listener, StoreLease lease, WatchSignal signal, TimeProvider time, ILogger logger) : BackgroundService
{
    private const string End = "now";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>A reading that takes longer would renew nothing.</summary>
    private static readonly TimeSpan LongestReading = StoreLease.Length;
    private static readonly TimeSpan LongestFirstReading = TimeSpan.FromSeconds(2);

    /// <summary>A timer may be a little early, and what it wakes must find the lease at its end.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(5);

    /// <summary>How many readings may be under way at once.</summary>
    private const int MostReadings = 4;

    private readonly Lock _finishing = new();
    private string? _position;
    private long _positionStarted = long.MinValue;
    private int _running;
    private bool _isTold;

    /// <summary>Reads once, and renews the lease where the store answers.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (started, position) = (lease.Now, Volatile.Read(ref _position));
        var isFresh = position is null || !lease.IsHeld;
        var feed = database().ReadChanges(new ChangesOptions { Since = isFresh ? End : position });
        using var limit = new CancellationTokenSource(isFresh ? LongestFirstReading : LongestReading, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (isFresh) await PrepareAsync(either.Token).ConfigureAwait(false);
            await foreach (var change in feed.WithCancellation(either.Token).ConfigureAwait(false)) listener.Apply(change);
            if (!Finish(started, feed.LastSequence, isFresh)) return;
            _isTold = false;
            logger.Following(listener.Subject);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            SessionMetrics.ReadingFailed(listener.Subject);
            if (lease.IsHeld || _isTold) return;
            _isTold = true;
            logger.NotFollowing(listener.Subject, e.GetType().Name);
        }
    }

    /// <returns>Whether there was a gap before.</returns>
    private bool Finish(LeaseMoment started, string? position, bool isFresh)
    {
        lock (_finishing)
        {
            // A reading that starts at the end leaves out what changed before it: where another one goes on, that one counts.
            if (isFresh && lease.IsHeld) return false;
            if (started.Timestamp < _positionStarted) return false;
            (_positionStarted, _position) = (started.Timestamp, position);
            return lease.Renew(started, isFresh);
        }
    }

    /// <summary>Reads once before the host takes requests. Where the store does not answer, the host starts all the same, and answers 503.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does what has to be done before the first reading, and before the first after a gap.</summary>
    protected virtual ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Who is running is told the moment the lease ends, not when the next reading fails.
        var alarm = time.CreateTimer(_ => signal.Raise(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var disposing = alarm.ConfigureAwait(false);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            // One that is slow, or never comes back, does not keep the next from being answered.
            if (Volatile.Read(ref _running) < MostReadings) _ = ReadAndSetAsync(alarm, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task ReadAndSetAsync(ITimer alarm, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (lease.Left is { } left && left > TimeSpan.Zero) alarm.Change(left + Late, Timeout.InfiniteTimeSpan);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The host stops.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
