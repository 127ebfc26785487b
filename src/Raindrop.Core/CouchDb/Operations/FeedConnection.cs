using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>One connection of a feed: rows in an array, or one after the other. It tells a break, after which a new connection goes on, from an answer that is no feed.</summary>
/// <param name="cursor">The answer; <see langword="null"/> if there was none.</param>
/// <param name="lines">Whether the rows follow each other without an array around them.</param>
/// <param name="parser">Reads a row.</param>
internal sealed class FeedConnection<T>(JsonCursor? cursor, bool lines, SliceParser<FeedRow<T>> parser) : IDisposable
{
    private bool _isInside;

    public T Row { get; private set; } = default!;

    public string? LastSequence { get; private set; }

    /// <summary>Why the connection broke; <see langword="null"/> where the server just ended it.</summary>
    public StoreUnavailableException? Failure { get; init; }

    /// <summary>Opens a connection. A failure is part of the connection where the feed may go on later.</summary>
    public static async ValueTask<FeedConnection<T>> OpenAsync(CouchConnection connection, CouchRequest request, bool lines, SliceParser<FeedRow<T>> parser, bool resumes, CancellationToken cancellationToken)
    {
        try
        {
            return new(await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false), lines, parser);
        }
        catch (StoreUnavailableException e) when (resumes)
        {
            return new(null, lines, parser) { Failure = e };
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<FeedStep> NextAsync()
    {
        if (cursor is null) return FeedStep.Broken;
        try
        {
            return lines ? await NextLineAsync(cursor).ConfigureAwait(false) : await NextElementAsync(cursor).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e)
        {
            LastFailure = e;
            return FeedStep.Broken;
        }
        catch (StoreProtocolException e) when (cursor.IsTruncated)
        {
            LastFailure = cursor.Response.Unavailable(e);
            return FeedStep.Broken;
        }
    }

    /// <summary>Why the feed cannot go on here.</summary>
    public StoreUnavailableException? LastFailure { get => field ?? Failure; private set; }

    public void Dispose() => cursor?.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FeedStep> NextLineAsync(JsonCursor open)
    {
        // A server that restarts ends the feed between two rows without a word.
        return await open.NextValueAsync().ConfigureAwait(false) ? Take(open) : FeedStep.Broken;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FeedStep> NextElementAsync(JsonCursor open)
    {
        if (!_isInside) await open.FindArrayAsync("results").ConfigureAwait(false);
        _isInside = true;
        if (await open.NextElementAsync().ConfigureAwait(false)) return Take(open);
        LastSequence = await open.LeaveObjectAsync("last_seq").ConfigureAwait(false) ?? throw open.Response.Broken();
        await open.EndAsync().ConfigureAwait(false);
        return FeedStep.Ended;
    }

    private FeedStep Take(JsonCursor open)
    {
        open.Response.LiftDeadline();
        var row = open.Parse(parser);
        if (row.IsFailure) throw open.Response.Unavailable(null, "The store failed in the middle of the feed: try again.");
        LastSequence = row.LastSequence;
        Row = row.Item;
        return LastSequence is null ? FeedStep.Row : FeedStep.Ended;
    }
}
