using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Raindrop.Credentials.Auditing;

/// <summary>Says whether audit trails are deleted when their time is over. The vault works where they are not, so this host need not be taken out of use.</summary>
internal sealed class AuditSweepHealthCheck(AuditSweepState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Failure is { } failure
            ? HealthCheckResult.Degraded($"Audit trails whose time is over are not deleted; the next attempt is within the hour. {failure.Message}")
            : HealthCheckResult.Healthy("No audit trail outlives its time."));
}
