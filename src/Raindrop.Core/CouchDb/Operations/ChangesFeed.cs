using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>A changes feed over as many connections as it takes.</summary>
internal sealed class ChangesFeed(CouchConnection connection, string database, ServerFacts facts, ChangesOptions options) : IChangesFeed
{
    private const string Now = "now";
    private int _isRead;

    public string? LastSequence { get; private set; }

    public async IAsyncEnumerator<DocumentChange> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0) throw new InvalidOperationException("A changes feed is read once: ask for another.");
        if (options.Selector is not null) await facts.RequireAsync(StoreCapabilities.ChangesSelector, "read changes", cancellationToken).ConfigureAwait(false);
        using var query = new ChangesQuery(database, options);
        var progress = new FeedProgress(connection, options);
        if (options is { Kind: ChangesFeedKind.Continuous, Since: Now }) progress.Position = await FindEndAsync(query, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var request = query.ToRequest(progress.Position, progress.Left, options.Kind == ChangesFeedKind.LongPoll ? query.PollFor(progress.TimeLeft) : null);
            using var open = await FeedConnection<DocumentChange>.OpenAsync(connection, request, options.Kind == ChangesFeedKind.Continuous, ChangeJson.Parse, progress.Resumes, cancellationToken).ConfigureAwait(false);
            FeedStep step;
            while ((step = await open.NextAsync().ConfigureAwait(false)) == FeedStep.Row && progress.Left != 0)
            {
                progress.Passed(open.Row);
                LastSequence = open.Row.Sequence ?? LastSequence ?? progress.Position;
                yield return open.Row;
            }

            if (step == FeedStep.Ended)
            {
                LastSequence = progress.Position = open.LastSequence;
                if (progress.IsOver) yield break;
                if (options.Kind == ChangesFeedKind.LongPoll) continue;
            }
            else if (progress.Left == 0 || progress.IsTimeOver)
            {
                LastSequence ??= progress.Position is Now ? null : progress.Position;
                yield break;
            }

            await progress.PauseAsync(open.LastFailure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<string?> FindEndAsync(ChangesQuery query, CancellationToken cancellationToken)
    {
        using var end = await FeedConnection<DocumentChange>.OpenAsync(connection, query.ToEndRequest(), lines: false, ChangeJson.Parse, resumes: false, cancellationToken).ConfigureAwait(false);
        FeedStep step;
        do step = await end.NextAsync().ConfigureAwait(false);
        while (step == FeedStep.Row);
        return step == FeedStep.Ended ? end.LastSequence : throw end.LastFailure!;
    }
}
