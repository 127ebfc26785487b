using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Tenancy;

/// <summary>Says whether the directory answers, and whether something in it could not be finished.</summary>
internal sealed class TenantDirectoryHealthCheck(TenantDirectoryServer server, IOptions<TenantDirectoryOptions> options, TenantDirectoryHealth health) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await server.Get().GetDatabase(options.Value.Database).GetInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentStoreException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The directory of tenants cannot be used. {e.Message}");
        }

        return health.Last is { Left.Count: > 0 and var left }
            ? HealthCheckResult.Degraded($"{left} tenants are not finished being created, suspended or deleted, or their entries cannot be read: see ITenantDirectory.FinishAsync.")
            : HealthCheckResult.Healthy("The directory of tenants answers.");
    }
}
