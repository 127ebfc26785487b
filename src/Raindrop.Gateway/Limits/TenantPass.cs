using System.Threading.RateLimiting;

namespace Raindrop.Gateway.Limits;

/// <summary>A request's place within its tenant's limits, given back when this is disposed; or what refused it.</summary>
internal readonly struct TenantPass : IDisposable
{
    private readonly RateLimitLease? _place;

    private TenantPass(RateLimitLease? place, GatewayLimit refusedBy, TimeSpan retryAfter) => (_place, RefusedBy, RetryAfter) = (place, refusedBy, retryAfter);

    /// <summary>The limit that was reached.</summary>
    public GatewayLimit RefusedBy { get; }

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan RetryAfter { get; }

    public static TenantPass Take(RateLimitLease place) => new(place, GatewayLimit.None, default);

    public static TenantPass Refuse(GatewayLimit limit) => new(null, limit, default);

    public static TenantPass Refuse(GatewayLimit limit, RateLimitLease refusal)
    {
        var retryAfter = refusal.TryGetMetadata(MetadataName.RetryAfter, out var stated) ? stated : default;
        refusal.Dispose();
        return new TenantPass(null, limit, retryAfter);
    }

    public void Dispose() => _place?.Dispose();
}
