using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Extensions;
using Raindrop.Hosting;
using Raindrop.Schemas;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Raindrop to a host.</summary>
public static class RaindropServiceCollectionExtensions
{
    /// <summary>Adds the extension registry, and through the builder whatever else a host takes. It may be called more than once.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Adds schemas, extensions and other parts, or <see langword="null"/>.</param>
    /// <returns>The builder, to add more.</returns>
    /// <remarks>
    /// The host does not start while schemas and extensions do not fit together: <see cref="ExtensionRegistrationException"/> names every
    /// mistake. Without a host, the same happens when <see cref="IExtensionRegistry"/> is first asked for.
    /// </remarks>
    public static IRaindropBuilder AddRaindrop(this IServiceCollection services, Action<IRaindropBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new RaindropBuilder(services);
        configure?.Invoke(builder);
        services.AddOptions<RaindropOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RaindropOptions>, RaindropOptionsValidator>());
        services.TryAddSingleton(provider => RaindropOptionsValidator.CreateHasher(provider.GetRequiredService<IOptions<RaindropOptions>>().Value));
        services.TryAddSingleton<IExtensionRegistry>(provider =>
            ExtensionRegistry.Create(provider.GetServices<SchemaDefinition>(), provider.GetServices<IExtension>()));
        services.TryAddSingleton(provider => ExtensionRegistry.From(provider.GetRequiredService<IExtensionRegistry>()));
        services.AddOptions<DerivationOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DerivationOptions>, DerivationOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FollowedTenants>();
        services.TryAddSingleton<IDerivationRunner, DerivationRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RaindropStartup>());
        return builder;
    }
}
