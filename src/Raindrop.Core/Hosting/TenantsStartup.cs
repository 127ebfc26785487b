using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Hosting;

/// <summary>Creates the directory's database before anything uses it, and closes it where it is open to every user.</summary>
internal sealed class TenantsStartup(TenantDirectoryServer server, IOptions<TenantDirectoryOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.CreatesDatabase) return;
        var (directory, name) = (server.Get(), options.Value.Database);
        try
        {
            // What is there is not created anew: a host that may not create databases starts where an administrator has made it.
            await directory.GetDatabase(name).GetInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseNotFoundException)
        {
            await directory.CreateDatabaseAsync(name, null, cancellationToken).ConfigureAwait(false);
        }

        await new TenantAccess(directory).CloseAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
