using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants.Queue;

namespace Raindrop.Grants;

/// <summary>Says whether the queue answers, and whether what waits in it has waited for long.</summary>
internal sealed class GrantQueueHealthCheck(GrantQueue queue, IOptions<GrantQueueOptions> options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await queue.FindOldestAsync(cancellationToken).ConfigureAwait(false) is { } oldest && time.GetUtcNow() - oldest > options.Value.LaggingAfter
                ? HealthCheckResult.Degraded($"The oldest grant that waits was issued more than {options.Value.LaggingAfter} ago: see whether an executor runs, and what it logs.")
                : HealthCheckResult.Healthy("The queue of grants answers, and nothing waits for long.");
        }
        catch (DocumentStoreException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The queue of grants cannot be used. {e.Message}");
        }
    }
}
