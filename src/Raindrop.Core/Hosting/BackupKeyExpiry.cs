using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Keys;
using Raindrop.Keys.Backups;

namespace Raindrop.Hosting;

/// <summary>
/// Destroys keys of backups as soon as their time is over, on a host that has the file of them. It looks every minute, since other processes write the
/// file, clocks are set and machines sleep. Where the file cannot be used, the next minute may be better, and health says so.
/// </summary>
internal sealed class BackupKeyExpiry(BackupKeyExpiryState state, IOptions<TenantKeyOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (BackupKeyFile.Of(options.Value, time) is not { } file) return;
        while (true)
        {
            var next = Interval;
            try
            {
                using var keys = await file.OpenAsync(stoppingToken).ConfigureAwait(false);
                state.Failure = null;
                if (keys.Content.NextToDestroy - time.GetUtcNow() is { } rest && rest < next) next = rest > Shortest ? rest : Shortest;
            }
            catch (KeyBackupException e)
            {
                state.Failure = e;
            }

            await Task.Delay(next, time, stoppingToken).ConfigureAwait(false);
        }
    }
}
