using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>The feed of which databases change, over as many connections as it takes.</summary>
internal sealed class DatabaseUpdates(CouchConnection connection)
{
    private const string Path = "_db_updates";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public async IAsyncEnumerable<DatabaseUpdate> FollowAsync(string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = since is null or "now" ? await FindEndAsync(cancellationToken).ConfigureAwait(false) : since;
        var breaks = 0;
        for (var resumes = false; ; resumes = true)
        {
            using var open = await FeedConnection<DatabaseUpdate>.OpenAsync(connection, RequestAfter(position), lines: true, DatabaseUpdateJson.Parse, resumes, cancellationToken).ConfigureAwait(false);
            FeedStep step;
            while ((step = await open.NextAsync().ConfigureAwait(false)) == FeedStep.Row)
            {
                position = open.Row.Sequence ?? position;
                breaks = 0;
                yield return open.Row;
            }

            if (step == FeedStep.Ended) position = open.LastSequence ?? position;
            var asked = open.LastFailure?.RetryAfter;
            await Task.Delay(connection.Retries.Before(breaks++, asked) ?? asked!.Value, connection.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CouchRequest RequestAfter(string? position)
    {
        var query = new CouchQuery(Path).Add("feed", "continuous").Add("heartbeat", (long)Heartbeat.TotalMilliseconds).Add("since", position);
        return new CouchRequest("follow databases", HttpMethod.Get, query.ToString()) { Kind = RequestKind.Feed, Silence = Heartbeat * 3 };
    }

    private async ValueTask<string?> FindEndAsync(CancellationToken cancellationToken)
    {
        var request = new CouchRequest("follow databases", HttpMethod.Get, new CouchQuery(Path).Add("since", "now").Add("limit", 1).ToString()) { Kind = RequestKind.Feed };
        using var cursor = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await cursor.FindArrayAsync("results").ConfigureAwait(false);
        while (await cursor.NextElementAsync().ConfigureAwait(false))
        {
            // What was there before is not followed.
        }

        var last = await cursor.LeaveObjectAsync("last_seq").ConfigureAwait(false);
        await cursor.EndAsync().ConfigureAwait(false);
        return last;
    }
}
