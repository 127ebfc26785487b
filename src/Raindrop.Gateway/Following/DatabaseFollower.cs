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

    /// <summary>How long a reading may take, so that another one can begin before the lease ends.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestFirstReading = TimeSpan.FromSeconds(2);

    /// <summary>A timer may be a little early, and what it wakes must find the lease at its end.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(5);

    private string? _position;
    private bool _isTold;

    /// <summary>Reads once, and renews the lease where the store answers.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var started = lease.Now;
        var goesOn = lease.IsHeld && _position is not null;
        var feed = database().ReadChanges(new ChangesOptions { Since = goesOn ? _position : End });
        using var limit = new CancellationTokenSource(goesOn ? LongestReading : LongestFirstReading, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!goesOn) await PrepareAsync(either.Token).ConfigureAwait(false);
            await foreach (var change in feed.WithCancellation(either.Token).ConfigureAwait(false))
            {
                listener.Apply(change);
                _position = feed.LastSequence ?? _position;
            }

            _position = feed.LastSequence ?? _position;
            if (!lease.Renew(started)) return;
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
            var started = time.GetTimestamp();
            await ReadAsync(stoppingToken).ConfigureAwait(false);
            if (lease.IsHeld) alarm.Change(StoreLease.Length - time.GetElapsedTime(started) + Late, Timeout.InfiniteTimeSpan);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
