using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Hosting;

/// <summary>Creates the directory's database before anything uses it, and closes it where it is open to every user.</summary>
internal sealed class TenantsStartup(TenantDirectoryServer server, IOptions<TenantDirectoryOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CreatesDatabase) await ClosedDatabase.EnsureAsync(server.Get(), options.Value.Database, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
