using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants;

namespace Raindrop.Hosting;

/// <summary>Executes grants as they come, and sweeps once a day. Where the store is away, the next look is early enough.</summary>
internal sealed partial class GrantExecution(IServiceProvider services, IOptions<GrantExecutorOptions> options, ILogger<GrantExecution> logger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ExecuteEvery is not { } interval) return;
        // Not sooner: a host that lacks something is told by its options.
        var executor = services.GetRequiredService<IGrantExecutor>();
        using var timer = new PeriodicTimer(interval, time);
        long? swept = null;
        do
        {
            try
            {
                await executor.RunOnceAsync(stoppingToken).ConfigureAwait(false);
                if (swept is { } since && time.GetElapsedTime(since) < SweepInterval) continue;
                await executor.SweepAsync(stoppingToken).ConfigureAwait(false);
                swept = time.GetTimestamp();
            }
            catch (DocumentStoreException e)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(1, LogLevel.Warning, "The queue of grants could not be worked off or swept; the next look tries again. {Reason}")]
    private partial void LogFailed(string reason);
}
