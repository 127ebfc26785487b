using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Tenancy;

namespace Raindrop.Hosting;

/// <summary>Stops a host from starting with extensions that do not fit together, or without what they need.</summary>
internal sealed class RaindropStartup(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<IExtensionRegistry>();
        if (registry.Extensions.Count > 0) services.GetRequiredService<IdentifierHasher>();
        List<string> mistakes = [.. FindMissing(registry, services.GetRequiredService<IServiceProviderIsService>())];
        if (mistakes.Count > 0) throw new ExtensionRegistrationException(mistakes);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<string> FindMissing(IExtensionRegistry registry, IServiceProviderIsService registered)
    {
        foreach (var definition in registry.Extensions.Select(extension => extension.Definition).Where(definition => definition.Credentials.Count > 0))
        {
            if (!registered.IsService(typeof(ICredentialVault))) yield return $"Extension '{definition.Id}' asks for credentials, and there is no vault: call AddCredentialVault or AddRemoteCredentialVault.";
            if (!registered.IsService(typeof(ITenantLookup))) yield return $"Extension '{definition.Id}' asks for credentials, and nothing says whose a database is: call AddTenants, or register an {nameof(ITenantLookup)}.";
        }
    }
}
