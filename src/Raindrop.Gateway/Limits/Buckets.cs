using System.Threading.RateLimiting;

namespace Raindrop.Gateway.Limits;

/// <summary>Makes limiters with a part for each key. Parts that nobody has used for a while are dropped by themselves.</summary>
internal static class Buckets
{
    /// <summary>A rate; <see langword="null"/> for none. What waits does so in the order that it came.</summary>
    public static PartitionedRateLimiter<TKey> OfRate<TKey>(int? perSecond, int burst, int queue)
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(key => perSecond is not { } rate
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(rate, burst, queue)));

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
        };
    }

    /// <summary>A number of places; <see langword="null"/> for as many as are asked for.</summary>
    public static PartitionedRateLimiter<TKey> OfPlaces<TKey>(int? places, int queue)
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(key => places is not { } most
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}
