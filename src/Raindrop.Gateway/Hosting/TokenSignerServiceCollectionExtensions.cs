using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Gateway;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Upstream;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the signing of tokens for CouchDB to a host that has no gateway.</summary>
public static class TokenSignerServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IUpstreamTokenSigner"/> that holds the keys, for a process that signs for gateways which hold none. It proves a key on every node of CouchDB before it signs with it,
    /// and tries all that a gateway with keys of its own would: forged, expired, endless and foreign tokens.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets where CouchDB is; the other options are the gateway's.</param>
    /// <param name="configureTokens">Sets the issuer and the keys; <see langword="null"/> where configuration does.</param>
    /// <remarks>
    /// How gateways ask for a token is the host's affair: over a channel on which both ends prove who they are, and by a tenant's id alone. The host does not start while the options are
    /// wrong, or while CouchDB answers and does not enforce what gateways rely on (<see cref="UpstreamCheckException"/>).
    /// </remarks>
    public static IServiceCollection AddRaindropTokenSigner(this IServiceCollection services, Action<GatewayOptions> configure, Action<UpstreamTokenOptions>? configureTokens = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<GatewayOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.AddOptions<UpstreamTokenOptions>();
        if (configureTokens is not null) services.Configure(configureTokens);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UpstreamTokenOptions>, UpstreamTokenOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IUpstreamTokenSigner, LocalTokenSigner>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<UpstreamClient>();
        services.TryAddSingleton<UpstreamProbe>();
        services.TryAddSingleton<IUpstreamIdentity>(provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value.ServiceAccount is { } account
            ? ActivatorUtilities.CreateInstance<AccountIdentity>(provider, account)
            : ActivatorUtilities.CreateInstance<TokenIdentity>(provider));
        services.TryAddSingleton<UpstreamCheck>();
        services.TryAddSingleton<UpstreamGate>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UpstreamWatch>());
        return services;
    }
}
