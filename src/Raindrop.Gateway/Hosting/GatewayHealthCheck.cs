using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Raindrop.Gateway.Tenants;
using Raindrop.Gateway.Upstream;

namespace Raindrop.Gateway.Hosting;

/// <summary>Reports whether requests may pass to CouchDB; where only tokens are signed, whether they may be.</summary>
internal sealed class GatewayHealthCheck(UpstreamGate gate, IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(gate switch
    {
        { IsOpen: true } when services.GetService<ITenantRoutes>() is DirectoryRoutes { Lease.IsHeld: false } => HealthCheckResult.Unhealthy("The directory of tenants has not answered for a second, and nothing passes."),
        { IsOpen: true } => HealthCheckResult.Healthy("CouchDB enforces what the gateway relies on."),
        { Flaws: [] } => HealthCheckResult.Unhealthy("CouchDB has not answered yet, and nothing passes."),
        { Flaws: var flaws } => HealthCheckResult.Unhealthy($"CouchDB does not enforce what the gateway relies on, and nothing passes: {string.Join(", ", flaws)}."),
    });
}
