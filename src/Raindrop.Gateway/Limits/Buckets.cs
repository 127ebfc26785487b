using System.Threading.RateLimiting;

namespace Raindrop.Gateway.Limits;

/// <summary>Makes limiters with a part for each key. Parts that nobody has used for a while are dropped by themselves.</summary>
internal static class Buckets
{
    /// <summary>A rate; <see langword="null"/> for none. What waits does so in the order that it came.</summary>
    public static PartitionedRateLimiter<TKey> OfRate<TKey>(int? perSecond, int burst, int queue)
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(key => perSecond is not { } rate
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / rate,
                TokenLimit = burst,
                QueueLimit = queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));

    /// <summary>A number of places; <see langword="null"/> for as many as are asked for.</summary>
    public static PartitionedRateLimiter<TKey> OfPlaces<TKey>(int? places, int queue)
        where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(key => places is not { } most
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}
