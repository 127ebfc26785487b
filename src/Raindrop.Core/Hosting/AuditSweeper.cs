using Microsoft.Extensions.Hosting;
using Raindrop.Credentials;
using Raindrop.Documents;

namespace Raindrop.Hosting;

/// <summary>Deletes audit trails whose time is over, once a day. Where the store is away, tomorrow is early enough.</summary>
internal sealed class AuditSweeper(IAuditTrail audit, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await audit.SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (DocumentStoreException)
            {
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
