using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Limits;

/// <summary>How many requests of callers that are not signed in are looked at, for each network: to find out that a cookie is forged may cost a question to a store.</summary>
internal sealed class StrangerLimits(IOptions<GatewayLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<int> _strangers = Buckets.OfRate<int>(options.Value.StrangersPerSecond, options.Value.StrangerBurst, queue: 0);
    private readonly RecentCallers _recent = new();

    /// <summary>Whether a request is not looked at, because too many strangers came from its network and nobody knows its credentials.</summary>
    public bool Refuses(HttpContext context)
    {
        if (_recent.Contains(context.Request)) return false;
        using var lease = _strangers.AttemptAcquire(Networks.Find(context.Connection.RemoteIpAddress), 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a request that was looked at.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isSignedIn">Whether its caller was found to be signed in.</param>
    public void Note(HttpContext context, bool isSignedIn)
    {
        if (isSignedIn)
        {
            _recent.Add(context.Request);
            return;
        }

        _recent.Remove(context.Request);
        _strangers.AttemptAcquire(Networks.Find(context.Connection.RemoteIpAddress)).Dispose();
    }

    public void Dispose() => _strangers.Dispose();
}
