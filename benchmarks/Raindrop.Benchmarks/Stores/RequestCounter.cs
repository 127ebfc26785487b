namespace Raindrop.Benchmarks.Stores;

/// <summary>Counts requests.</summary>
internal sealed class RequestCounter
{
    private long _all;
    private long _writes;
    private long _feeds;

    public void Add(bool isWrite, bool isFeed)
    {
        Interlocked.Increment(ref _all);
        if (isWrite) Interlocked.Increment(ref _writes);
        if (isFeed) Interlocked.Increment(ref _feeds);
    }

    public RequestCounts Read() => new(Interlocked.Read(ref _all), Interlocked.Read(ref _writes), Interlocked.Read(ref _feeds));
}
