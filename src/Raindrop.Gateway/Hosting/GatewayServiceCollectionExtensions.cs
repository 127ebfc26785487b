using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Forwarding;
using Raindrop.Gateway.Hosting;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Limits;
using Raindrop.Gateway.Tenants;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the gateway to a host.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds the gateway between browsers and CouchDB. The host registers an authentication scheme besides, has tenants (<c>AddTenants</c>) or an <see cref="ITenantRoutes"/> of its own, and
    /// maps the gateway with <c>app.MapRaindropGateway("/db")</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets where CouchDB is, at least.</param>
    /// <param name="configureTokens">Sets how tokens for CouchDB are signed; <see langword="null"/> where configuration does, or the host registers an <see cref="IUpstreamTokenSigner"/> of its own.</param>
    /// <remarks>
    /// The host does not start while the options are wrong, or while CouchDB answers and does not enforce what the gateway relies on
    /// (<see cref="UpstreamCheckException"/>). Where CouchDB does not answer yet, the host starts, and requests are answered with 503 until it does.
    /// </remarks>
    public static IServiceCollection AddRaindropGateway(this IServiceCollection services, Action<GatewayOptions> configure, Action<UpstreamTokenOptions>? configureTokens = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddRaindropTokenSigner(configure, configureTokens);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, DataProtectionCheck>());
        services.AddOptions<GatewayLimitOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayLimitOptions>, GatewayLimitOptionsValidator>());
        services.AddLogging(HideAddresses);
        services.AddTenantAuthorizer();
        services.TryAddSingleton<BareForwarder>();
        services.TryAddSingleton<CrossSite>();
        services.TryAddSingleton<CallerFinder>();
        services.TryAddSingleton<StrangerLimits>();
        services.TryAddSingleton<TenantLimits>();
        services.TryAddSingleton<WatchSignal>();
        services.TryAddSingleton<RunningRequests>();
        services.TryAddSingleton<TenantForwarder>();
        services.TryAddSingleton<GatewayEndpoint>();
        services.TryAddSingleton(DirectoryFollowing.CreateRoutes);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DirectoryFollowing>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RequestWatch>());
        return services;
    }

    /// <summary>
    /// ASP.NET Core logs each request with its path, which holds ids of documents, and opens a scope with the path around whatever is logged meanwhile, unless its logger is off.
    /// A host that wants these logs sets a filter of its own after this one.
    /// </summary>
    private static void HideAddresses(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Information)
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information);
}
