using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Hosting;

/// <summary>Finishes what was cut off, when the host starts and every so often. Where the store is away, the next look is early enough.</summary>
internal sealed partial class TenantsUpkeep(IServiceProvider services, IOptions<TenantDirectoryOptions> options, TenantDirectoryHealth health, ILogger<TenantsUpkeep> logger, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.FinishEvery is not { } interval) return;
        // Not sooner: a host that lacks something is told by its options.
        var directory = services.GetRequiredService<ITenantDirectory>();
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                var upkeep = await directory.FinishAsync(stoppingToken).ConfigureAwait(false);
                health.Note(upkeep);
                if (upkeep.Finished + upkeep.Undone > 0) LogFinished(upkeep.Finished, upkeep.Undone);
                foreach (var tenant in upkeep.Left) LogLeft(tenant);
            }
            catch (DocumentStoreException e)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(1, LogLevel.Information, "Of tenants whose creation, suspension or deletion was cut off, {Finished} were finished and {Undone} undone")]
    private partial void LogFinished(long finished, long undone);

    [LoggerMessage(2, LogLevel.Warning, "Tenant {Tenant} is not finished being created, suspended or deleted, or its entry cannot be read; the next look tries again")]
    private partial void LogLeft(TenantId tenant);

    [LoggerMessage(3, LogLevel.Warning, "The directory of tenants could not be looked through; the next look tries again. {Reason}")]
    private partial void LogFailed(string reason);
}
