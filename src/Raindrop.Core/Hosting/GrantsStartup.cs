using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Grants;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Hosting;

/// <summary>Creates the databases of grants before anything uses them, and sees that nobody else may use them.</summary>
internal sealed class GrantsStartup(GrantDatabases databases, IOptions<GrantExecutorOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.CreatesDatabases) return;
        foreach (var database in Enum.GetValues<GrantDatabase>()) await CreateAsync(database, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync(GrantDatabase database, CancellationToken cancellationToken)
    {
        var (server, name) = (databases.ServerOf(database), databases.NameOf(database));
        await ClosedDatabase.EnsureAsync(server, name, cancellationToken).ConfigureAwait(false);
        if (database != GrantDatabase.Queue || options.Value.GatewayUsers.Count == 0) return;
        var rules = TenantAccess.Closed with { MemberRoles = [], MemberNames = [.. options.Value.GatewayUsers] };
        await new TenantAccess(server).EnsureAsync(name, rules, cancellationToken).ConfigureAwait(false);
    }
}
