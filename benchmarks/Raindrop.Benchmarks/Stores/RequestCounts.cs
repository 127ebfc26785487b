namespace Raindrop.Benchmarks.Stores;

/// <summary>Requests: all, those that write, and pages of the changes feed.</summary>
internal readonly record struct RequestCounts(long All, long Writes, long Feeds)
{
    public RequestCounts Since(RequestCounts before) => new(All - before.All, Writes - before.Writes, Feeds - before.Feeds);
}
