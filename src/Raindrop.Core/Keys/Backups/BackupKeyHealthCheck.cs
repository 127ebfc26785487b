using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Raindrop.Keys.Backups;

/// <summary>Says whether backup keys are destroyed in time: where they are not, the date on a receipt of shredding does not hold.</summary>
internal sealed class BackupKeyHealthCheck(BackupKeyExpiryState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Failure is { } failure
            ? new HealthCheckResult(context.Registration.FailureStatus, $"Keys of backups are not destroyed when their time is over. {failure.Message}")
            : HealthCheckResult.Healthy("No key of a backup outlives its time."));
}
