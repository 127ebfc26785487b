using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Raindrop.Tenancy;

/// <summary>Registers the authorizer and the policies of the host.</summary>
public static class TenantAuthorizationServices
{
    /// <summary>Registers <see cref="TenantAuthorizer"/>, unless the host registered an authorizer of its own.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddTenantAuthorizer(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ITenantAuthorizer, TenantAuthorizer>();
        return services;
    }

    /// <summary>Adds a policy of the host.</summary>
    /// <typeparam name="TPolicy">The policy; one instance serves all requests.</typeparam>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddTenantPolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPolicy>(this IServiceCollection services)
        where TPolicy : class, ITenantPolicy
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantPolicy, TPolicy>());
        return services;
    }
}
