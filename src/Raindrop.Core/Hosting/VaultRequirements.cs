using Microsoft.Extensions.DependencyInjection;
using Raindrop.Credentials;

namespace Raindrop.Hosting;

/// <summary>Notes what a vault does not work without, once each.</summary>
internal static class VaultRequirements
{
    public static void Require<T>(IServiceCollection services, string advice)
    {
        var requirement = new VaultRequirement(typeof(T), advice);
        if (!services.Any(service => !service.IsKeyedService && requirement.Equals(service.ImplementationInstance))) services.AddSingleton(requirement);
    }
}
