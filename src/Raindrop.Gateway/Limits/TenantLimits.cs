using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Limits;

/// <summary>What each tenant may ask for. Whoever is beyond is refused; bulk reads wait, and bodies slow down.</summary>
internal sealed class TenantLimits : IDisposable
{
    private readonly GatewayLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly PartitionedRateLimiter<TenantId> _rate;
    private readonly PartitionedRateLimiter<TenantId> _requests;
    private readonly PartitionedRateLimiter<TenantId> _feeds;

    public TenantLimits(IOptions<GatewayLimitOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _rate = Buckets.OfRate<TenantId>(_options.RequestsPerSecond, _options.RequestBurst, _options.BulkReadQueue);
        _requests = Buckets.OfPlaces<TenantId>(_options.ConcurrentRequests, _options.BulkReadQueue);
        _feeds = Buckets.OfPlaces<TenantId>(_options.Feeds, queue: 0);
        Bytes = new ByteLimits(_options);
    }

    /// <summary>How many bytes may pass.</summary>
    public ByteLimits Bytes { get; }

    /// <summary>Takes a place for a request.</summary>
    /// <param name="tenant">Whose request.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The place. Dispose it when the request has ended.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public ValueTask<TenantPass> EnterAsync(TenantId tenant, TenantOperation operation, CancellationToken cancellationToken)
    {
        if (operation == TenantOperation.BulkRead) return EnterBulkReadAsync(tenant, cancellationToken);
        var rate = _rate.AttemptAcquire(tenant);
        if (!rate.IsAcquired) return new(TenantPass.Refuse(GatewayLimit.Rate, rate));
        return new(operation == TenantOperation.ChangesFollow ? Judge(_feeds.AttemptAcquire(tenant), GatewayLimit.Feeds) : Judge(_requests.AttemptAcquire(tenant), GatewayLimit.Concurrency));
    }

    public void Dispose()
    {
        _rate.Dispose();
        _requests.Dispose();
        _feeds.Dispose();
        Bytes.Dispose();
    }

    private static TenantPass Judge(RateLimitLease place, GatewayLimit limit) => place.IsAcquired ? TenantPass.Take(place) : TenantPass.Refuse(limit, place);

    private async ValueTask<TenantPass> EnterBulkReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var limit = GatewayLimit.Rate;
        using var patience = new CancellationTokenSource(_options.BulkReadWait, _time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var rate = await _rate.AcquireAsync(tenant, cancellationToken: waiting.Token).ConfigureAwait(false);
            if (!rate.IsAcquired) return TenantPass.Refuse(limit, rate);
            limit = GatewayLimit.Concurrency;
            return Judge(await _requests.AcquireAsync(tenant, cancellationToken: waiting.Token).ConfigureAwait(false), limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TenantPass.Refuse(limit);
        }
    }
}
