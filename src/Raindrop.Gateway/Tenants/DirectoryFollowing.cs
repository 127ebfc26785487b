using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Callers;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Gateway.Tenants;

/// <summary>Has the directory of tenants followed, where the host has one and no routes of its own.</summary>
internal sealed class DirectoryFollowing(IServiceProvider services, WatchSignal signal, TimeProvider time, ILogger<DirectoryFollower> logger) : IHostedService, IDisposable
{
    private DirectoryFollower? _follower;
    private ITimer? _pruning;

    /// <summary>The routes of a host that registered none of its own.</summary>
    /// <exception cref="InvalidOperationException">The host has no directory of tenants either.</exception>
    public static ITenantRoutes CreateRoutes(IServiceProvider services) => services.GetService<TenantDirectoryServer>() is null
        ? throw new InvalidOperationException($"Nothing says which tenant an identity is: call AddTenants, or register an {nameof(ITenantRoutes)}.")
        : ActivatorUtilities.CreateInstance<DirectoryRoutes>(services);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<ITenantRoutes>() is not DirectoryRoutes routes) return;
        _follower = new DirectoryFollower(routes, signal, time, logger);
        _pruning = time.CreateTimer(_ => routes.Prune(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await _follower.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_follower is not null) await _follower.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _follower?.Dispose();
        _pruning?.Dispose();
    }
}
