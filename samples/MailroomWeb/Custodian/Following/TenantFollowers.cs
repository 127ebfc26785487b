using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace MailroomWeb.Custodian.Following;

/// <summary>Derives for every tenant that is active, as its documents change: each has a follower of its own.</summary>
internal sealed class TenantFollowers(ITenantDirectory directory, IDocumentServer server, IDerivationRunner runner, ILogger<TenantFollowers> logger) : BackgroundService
{
    /// <summary>How long a tenant that another host made, or whose follower ended, waits at most.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(20);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<TenantId, (Task Following, CancellationTokenSource Stop)> _followed = [];

    /// <summary>Looks for new tenants now.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(_wakes.Reader.ReadAsync(wait.Token).AsTask(), Task.Delay(LookAgain, TimeProvider.System, wait.Token));
                await wait.CancelAsync();
            }
        }
        finally
        {
            await StopAllExceptAsync([]);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            HashSet<TenantId> active = [];
            await foreach (var tenant in directory.ListAsync(cancellationToken))
            {
                if (tenant.Phase != TenantPhase.Active) continue;
                active.Add(tenant.Tenant);
                if (!_followed.TryGetValue(tenant.Tenant, out var known) || known.Following.IsCompleted) Follow(tenant, cancellationToken);
            }

            await StopAllExceptAsync(active);
        }
        catch (DocumentStoreException fault)
        {
            logger.LookFailed(fault.GetType().Name);
        }
    }

    private void Follow(TenantInfo tenant, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _followed[tenant.Tenant] = (FollowAsync(tenant, stop.Token), stop);
    }

    // A follower waits for a store that is away by itself. What ends it is a database that is gone or was closed: the next look tells.
    private async Task FollowAsync(TenantInfo tenant, CancellationToken cancellationToken)
    {
        try
        {
            await runner.FollowAsync(server.GetDatabase(tenant.Database), cancellationToken: cancellationToken);
        }
        catch (Exception fault) when (fault is DocumentStoreException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested) logger.FollowerEnded(tenant.Tenant, fault.GetType().Name);
        }
    }

    private async Task StopAllExceptAsync(HashSet<TenantId> active)
    {
        foreach (var (tenant, (following, stop)) in _followed.Where(one => !active.Contains(one.Key)).ToList())
        {
            await stop.CancelAsync();
            await following;
            stop.Dispose();
            _followed.Remove(tenant);
        }
    }
}
