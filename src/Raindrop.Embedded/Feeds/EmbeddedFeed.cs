using Raindrop.Documents;
using Raindrop.Embedded.Reading;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Feeds;

/// <summary>A changes feed. One that waits looks again at every write of this process, and now and then for those of others.</summary>
internal sealed class EmbeddedFeed(DatabaseFolder folder, string name, ChangesOptions options) : IChangesFeed
{
    private int _isRead;

    public string? LastSequence { get; private set; }

    public async IAsyncEnumerator<DocumentChange> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0) throw new InvalidOperationException("A changes feed is read once: ask for another.");
        if (options.Selector is not null) throw new StoreFeatureMissingException(StoreCapabilities.ChangesSelector) { Operation = "read changes" };
        cancellationToken.ThrowIfCancellationRequested();
        var started = folder.Time.GetTimestamp();
        var since = options.Since;
        while (true)
        {
            var next = (folder.Find(name) ?? throw new DatabaseNotFoundException()).Signal.Next;
            var hasRows = false;
            var pages = new FeedPages(options, since);
            await foreach (var change in Pages.ReadAsync(folder, name, pages, cancellationToken).ConfigureAwait(false))
            {
                hasRows = true;
                LastSequence = change.Sequence ?? LastSequence ?? since;
                yield return change;
            }

            LastSequence = since = pages.End;
            var left = options.Timeout - folder.Time.GetElapsedTime(started);
            if (options.Kind == ChangesFeedKind.Normal || (options.Kind == ChangesFeedKind.LongPoll && (hasRows || left <= TimeSpan.Zero))) yield break;
            await Signal.WaitAsync(next, options.Kind == ChangesFeedKind.LongPoll ? left : options.Heartbeat, folder.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
