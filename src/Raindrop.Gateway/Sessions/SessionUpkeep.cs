using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Telemetry;

namespace Raindrop.Gateway.Sessions;

/// <summary>Writes when sessions were last used, lets go in memory what nobody uses, and deletes what has expired.</summary>
internal sealed class SessionUpkeep(SessionDocuments documents, LiveSessions live, IOptions<RaindropSessionOptions> options, TimeProvider time, ILogger<SessionUpkeep> logger) : BackgroundService
{
    private const int LooksBetweenSweeps = 60;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>How much later than it expires a session is deleted: clocks of hosts differ, and the last use may not be written yet.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Writes the last uses that are due.</summary>
    internal async Task WriteUsesAsync(CancellationToken cancellationToken)
    {
        List<StoredSession> due = [];
        foreach (var session in live.All)
        {
            if (session.TakeUse(options.Value.UseInterval)) due.Add(session.Stored with { UsedAt = session.UsedAt });
        }

        foreach (var batch in due.Chunk(500))
        {
            foreach (var gone in await documents.WriteUsesAsync(batch, cancellationToken).ConfigureAwait(false)) live.Revoke(gone);
        }
    }

    /// <summary>Deletes what has expired.</summary>
    /// <returns>How many sessions.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var (now, idle, swept) = (time.GetUtcNow() - Margin, options.Value.IdleTimeout + options.Value.UseInterval, 0);
        await foreach (var page in documents.ListAsync(SessionIds.AllUses, cancellationToken).ConfigureAwait(false))
        {
            List<StoredSession> over = [.. page.Where(session => now >= session.ExpiresAt || now - session.UsedAt > idle)];
            if (over.Count > 0) await documents.DeleteAsync(over, cancellationToken).ConfigureAwait(false);
            swept += over.Count;
        }

        return swept;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        // Hosts that start together do not sweep together.
        for (var look = Random.Shared.Next(LooksBetweenSweeps); await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false); look++)
        {
            try
            {
                live.Prune(time.GetUtcNow());
                await WriteUsesAsync(stoppingToken).ConfigureAwait(false);
                if (look % LooksBetweenSweeps == 0 && await SweepAsync(stoppingToken).ConfigureAwait(false) is > 0 and var swept) logger.SessionsSwept(swept);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                logger.SessionUpkeepFailed(e.GetType().Name);
            }
        }
    }
}
