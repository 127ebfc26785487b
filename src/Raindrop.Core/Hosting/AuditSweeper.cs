using Microsoft.Extensions.Hosting;
using Raindrop.Credentials;
using Raindrop.Credentials.Auditing;
using Raindrop.Documents;

namespace Raindrop.Hosting;

/// <summary>Deletes audit trails whose time is over, once a day. Where the store is away, the next hour may be better, and health says so.</summary>
internal sealed class AuditSweeper(IAuditTrail audit, AuditSweepState state, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    /// <summary>A look less than a day, so that no trail outlives its time by more than that.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(23);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? swept = null;
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            if (swept is { } last && time.GetElapsedTime(last) < Interval) continue;
            var begun = time.GetTimestamp();
            swept = await TrySweepAsync(stoppingToken).ConfigureAwait(false) ? begun : null;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async ValueTask<bool> TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await audit.SweepAsync(cancellationToken).ConfigureAwait(false);
            state.Failure = null;
        }
        catch (DocumentStoreException e)
        {
            state.Failure = e;
        }

        return state.Failure is null;
    }
}
