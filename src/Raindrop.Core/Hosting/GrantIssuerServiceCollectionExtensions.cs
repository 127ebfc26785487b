using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Grants;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the issuer of grants to a host.</summary>
public static class GrantIssuerServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IGrantIssuer"/> with the private key in this process, which needs neither a gateway nor a store.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    public static IServiceCollection AddGrantIssuer(this IServiceCollection services, Action<GrantIssuerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<GrantIssuerOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantIssuerOptions>, GrantIssuerOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IGrantIssuer, GrantIssuer>();
        return services;
    }
}
