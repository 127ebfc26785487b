using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Raindrop.Gateway.Sessions;

/// <summary>Reports whether this host may believe the sessions that it holds.</summary>
internal sealed class SessionHealthCheck(LiveSessions live) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(live.Lease.IsHeld
        ? HealthCheckResult.Healthy("The store of sessions answers.")
        : new HealthCheckResult(context.Registration.FailureStatus, "The store of sessions has not answered for a second: who is signed in is answered with 503, and what runs is cut."));
}
