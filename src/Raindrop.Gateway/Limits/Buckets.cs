using System.Threading.RateLimiting;

namespace Raindrop.Gateway.Limits;

/// <summary>Makes limiters with a part for each key. Parts that nobody has used for a while are dropped by themselves.</summary>
internal static class Buckets
{
    /// <summary>A rate; <see langword="null"/> for none. What waits does so in the order that it came.</summary>
    public static PartitionedRateLimiter<TKey> OfRate<TKey>(int? perSecond, int burst, int queue)
        where TKey : notnull => perSecond is { } rate ? Of<TKey>(() => new TokenBucketRateLimiter(Bucket(rate, burst, queue))) : WithoutLimit<TKey>();

    /// <summary>A number of places; <see langword="null"/> for as many as are asked for.</summary>
    public static PartitionedRateLimiter<TKey> OfPlaces<TKey>(int? places, int queue)
        where TKey : notnull => places is { } most
            ? Of<TKey>(() => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }))
            : WithoutLimit<TKey>();

    private static PartitionedRateLimiter<TKey> Of<TKey>(Func<RateLimiter> create)
        where TKey : notnull
    {
        // Made once: the part of a key is asked for with each request.
        RateLimiter Create(TKey key) => create();
        Func<TKey, RateLimiter> factory = Create;
        return PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.Get(key, factory));
    }

    private static PartitionedRateLimiter<TKey> WithoutLimit<TKey>()
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(RateLimitPartition.GetNoLimiter);

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst, int queue)
    {
        // Beyond a thousand a second the time for one is less than a clock tells well.
        var tokens = Math.Max(1, perSecond / 1000);
        return new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            TokenLimit = burst,
            QueueLimit = queue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,

            // The partitioned limiter's one timer does it for all parts.
            AutoReplenishment = false,
        };
    }
}
