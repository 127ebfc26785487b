using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Hosting;

/// <summary>Stops a host from starting with extensions that do not fit together, or without what they need.</summary>
internal sealed class RaindropStartup(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<IExtensionRegistry>();
        if (registry.Extensions.Count > 0) services.GetRequiredService<IdentifierHasher>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
