using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>
/// Compacts a database and waits for the end. A compaction that ran already may have passed what was replaced since, so it is waited for and
/// another one begun. CouchDB answers before it has begun and does not say what it has done, so it counts as begun once the server says that it
/// runs or the files have another size; where neither is seen for a while there was nothing to do.
/// </summary>
internal sealed class Compaction(CouchConnection connection, string database, ServerFacts facts)
{
    private const string Operation = "compact database";

    /// <summary>How long the server may take to begin, or to be done with nothing.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Shards begin one by one, so the end counts once it was seen so many times in a row.</summary>
    private const int CalmLooks = 3;

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await facts.RequireAsync(StoreCapabilities.Compaction, Operation, cancellationToken).ConfigureAwait(false);
        var before = await CalmAsync(cancellationToken).ConfigureAwait(false);
        await new CouchMaintenance(connection, database).CompactAsync(cancellationToken).ConfigureAwait(false);
        var begun = connection.Time.GetTimestamp();
        while (connection.Time.GetElapsedTime(begun) < LongestStart)
        {
            var now = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (now.IsRunning || now.Size != before.Size) break;
            await Task.Delay(ShortestPause, connection.Time, cancellationToken).ConfigureAwait(false);
        }

        await CalmAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CompactionState> CalmAsync(CancellationToken cancellationToken)
    {
        var pause = ShortestPause;
        for (var calm = 0; ;)
        {
            var now = await LookAsync(cancellationToken).ConfigureAwait(false);
            calm = now.IsRunning ? 0 : calm + 1;
            if (calm == CalmLooks) return now;
            await Task.Delay(pause, connection.Time, cancellationToken).ConfigureAwait(false);
            pause = now.IsRunning && pause < LongestPause ? pause * 2 : ShortestPause;
        }
    }

    private ValueTask<CompactionState> LookAsync(CancellationToken cancellationToken) =>
        connection.ParseAsync(new CouchRequest("read database info", HttpMethod.Get, database), CompactionState.Parse, cancellationToken);
}
