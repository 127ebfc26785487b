using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>How far a changes feed has come, and how it goes on after a break.</summary>
internal sealed class FeedProgress
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private readonly CouchConnection _connection;
    private readonly ChangesOptions _options;
    private readonly long _started;
    private int _breaks;
    private bool _hasRows;

    public FeedProgress(CouchConnection connection, ChangesOptions options)
    {
        _connection = connection;
        _options = options;
        _started = connection.Time.GetTimestamp();
        Position = options.Since;
        Left = options.Limit;
    }

    /// <summary>Where the next connection starts.</summary>
    public string? Position { get; set; }

    /// <summary>How many changes are still wanted; <see langword="null"/> for all.</summary>
    public int? Left { get; private set; }

    public TimeSpan TimeLeft
    {
        get
        {
            var left = _options.Timeout - _connection.Time.GetElapsedTime(_started);
            return left > Moment ? left : Moment;
        }
    }

    /// <summary>Whether a long poll has waited as long as it was to.</summary>
    public bool IsTimeOver => _options.Kind == ChangesFeedKind.LongPoll && TimeLeft <= Moment;

    /// <summary>Whether the feed is at its end when the server ends the answer.</summary>
    public bool IsOver => _options.Kind switch
    {
        ChangesFeedKind.Normal => true,
        ChangesFeedKind.LongPoll => _hasRows || IsTimeOver,
        _ => false,
    };

    /// <summary>Whether a connection that cannot be made is a break; the first one is not, so that a wrong address is told at once.</summary>
    public bool Resumes => _hasRows || _breaks > 0;

    public void Passed(DocumentChange change)
    {
        Position = change.Sequence ?? Position;
        Left--;
        _breaks = 0;
        _hasRows = true;
    }

    /// <summary>Waits before the next connection; gives up on a feed that is to end and makes no progress.</summary>
    public async ValueTask PauseAsync(StoreUnavailableException? failure, CancellationToken cancellationToken)
    {
        if (failure is not null && _options.Kind != ChangesFeedKind.Continuous && _breaks >= _connection.Retries.Limit) throw failure;
        var delay = _connection.Retries.Before(_breaks++, failure?.RetryAfter) ?? failure!.RetryAfter!.Value;
        await Task.Delay(delay, _connection.Time, cancellationToken).ConfigureAwait(false);
    }
}
