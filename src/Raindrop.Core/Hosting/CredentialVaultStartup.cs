using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;

namespace Raindrop.Hosting;

/// <summary>Creates the vault's databases before anything uses them.</summary>
internal sealed class CredentialVaultStartup(CredentialVaultDatabases databases, IOptions<CredentialVaultOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        options.Value.CreatesDatabases ? databases.EnsureCreatedAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
