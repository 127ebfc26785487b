using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Grants;
using Raindrop.Hosting;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the endpoint for grants to a host.</summary>
public static class GrantsServiceCollectionExtensions
{
    /// <summary>
    /// Adds what takes requests under grants: public keys, and a queue to write. This process needs no private key and no account that can read a tenant's database. Map
    /// it with <c>app.MapRaindropGrants("/grants")</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says which grants are taken and where they wait.</param>
    /// <param name="configureEndpoint">Sets bounds, or <see langword="null"/> for the defaults.</param>
    /// <remarks>The host does not start while an option is wrong: <see cref="OptionsValidationException"/> names every mistake.</remarks>
    public static IServiceCollection AddRaindropGrants(this IServiceCollection services, Action<IGrantsBuilder> configure, Action<GrantEndpointOptions>? configureEndpoint = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        GrantServices.Add(services, configure);
        services.AddOptions<GrantEndpointOptions>().ValidateOnStart();
        if (configureEndpoint is not null) services.Configure(configureEndpoint);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantEndpointOptions>, GrantEndpointOptionsValidator>());
        services.TryAddSingleton<GrantEndpoint>();
        return services;
    }
}
