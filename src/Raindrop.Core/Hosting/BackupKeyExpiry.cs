using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Keys;
using Raindrop.Keys.Backups;

namespace Raindrop.Hosting;

/// <summary>Destroys keys of backups whose time is over, every hour, on a host that has the file of them. Where the file cannot be used, the next hour may be better, and health says so.</summary>
internal sealed class BackupKeyExpiry(IServiceProvider services, BackupKeyExpiryState state, IOptions<TenantKeyOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.BackupKeyFile is null) return;
        // Not sooner: a host that lacks a key provider is told by its options.
        var keys = services.GetRequiredService<ITenantKeyStore>();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await keys.DestroyExpiredBackupKeysAsync(stoppingToken).ConfigureAwait(false);
                state.Failure = null;
            }
            catch (KeyBackupException e)
            {
                state.Failure = e;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
