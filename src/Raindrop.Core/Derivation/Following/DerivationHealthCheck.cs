using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Raindrop.Derivation.Following;

/// <summary>Says whether following lives: dead is unhealthy, lagging or partly resting is degraded. A worker that gives no sign of life is dead, however little it has to do.</summary>
internal sealed class DerivationHealthCheck(FollowedTenants tenants, IOptions<DerivationHealthOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = tenants.All.ToList();
        var dead = all.Count(tenant => tenant.IsDead || tenant.Silence > options.Value.DeadAfter);
        var lagging = all.Count(tenant => tenant.Lag > options.Value.LaggingAfter);
        var results = all.SelectMany(tenant => tenant.LastResult?.Extensions ?? []).ToList();
        var standingBy = Names(results, ExtensionRunState.StandingBy);
        var paused = Names(results, ExtensionRunState.Paused);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["followed"] = all.Count,
            ["dead"] = dead,
            ["lagging"] = lagging,
            ["standingBy"] = standingBy,
            ["paused"] = paused,
        };
        return Task.FromResult(
            dead > 0 ? new HealthCheckResult(context.Registration.FailureStatus, $"{dead} of {all.Count} followed tenants have no living worker. Restart following them.", data: data)
            : lagging > 0 ? HealthCheckResult.Degraded($"{lagging} of {all.Count} followed tenants lag behind.", data: data)
            : paused.Length > 0 ? HealthCheckResult.Degraded($"Extensions rest because most of their runs failed: {string.Join(", ", paused)}.", data: data)
            : standingBy.Length > 0 ? HealthCheckResult.Degraded($"Extensions stand by because a newer version ran: {string.Join(", ", standingBy)}. Update this host.", data: data)
            : HealthCheckResult.Healthy($"{all.Count} tenants followed.", data));
    }

    private static string[] Names(List<ExtensionResult> results, ExtensionRunState state) =>
        [.. results.Where(result => result.State == state).Select(result => result.Extension).Distinct().Order(StringComparer.Ordinal)];
}
