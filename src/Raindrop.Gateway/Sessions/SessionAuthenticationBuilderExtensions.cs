using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Site;
using Raindrop.Gateway.Tenants;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds sessions that can be revoked to a host's authentication.</summary>
public static class SessionAuthenticationBuilderExtensions
{
    /// <summary>Adds the scheme <see cref="RaindropSessions.AuthenticationScheme"/>: a remote scheme, such as OpenID Connect, signs in to it. Make it the default scheme.</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="configure">Sets options, or <see langword="null"/>.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The host registers a store, <c>AddCouchDb</c> or <c>AddEmbeddedStore</c>, and sets the identifier key by <c>AddRaindrop</c>; all hosts of one site share both. It does not start while
    /// something is missing, and answers 503, never 401, while the store does not answer.
    /// </remarks>
    public static AuthenticationBuilder AddRaindropSessions(this AuthenticationBuilder builder, Action<RaindropSessionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(LiveSessions)))
        {
            if (configure is not null) services.Configure(configure);
            return builder;
        }

        AddServices(services);
        if (configure is not null) services.Configure(configure);
        return builder.AddScheme<AuthenticationSchemeOptions, SessionHandler>(RaindropSessions.AuthenticationScheme, displayName: null, configureOptions: null);
    }

    /// <summary>Keeps sessions on a server of their own rather than on the host's <see cref="IDocumentServer"/>, for example as an account that may use nothing else.</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="server">Makes the server, once; it is disposed with the host.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder UseSessionServer(this AuthenticationBuilder builder, Func<IServiceProvider, IDocumentServer> server)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        builder.Services.AddKeyedSingleton(SessionServer.Key, (provider, _) => server(provider));
        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddRaindrop();
        services.AddOptions<RaindropSessionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RaindropSessionOptions>, RaindropSessionOptionsValidator>());
        services.TryAddSingleton<WatchSignal>();
        services.TryAddSingleton<SessionServer>();
        services.TryAddSingleton<SessionDocuments>();
        services.TryAddSingleton<SessionLoader>();
        services.TryAddSingleton<SessionSeal>();
        services.TryAddSingleton<SubjectHasher>();
        services.TryAddSingleton<LiveSessions>();
        services.TryAddSingleton<SessionFinder>();
        services.TryAddSingleton<SessionIssuer>();
        services.TryAddSingleton<LinkedIdentities>();
        services.TryAddSingleton<UserSessions>();
        services.TryAddSingleton<IUserSessions>(provider => provider.GetRequiredService<UserSessions>());
        services.TryAddSingleton<SessionEndpoints>();
        services.AddOptions<GatewayOptions>();
        services.TryAddSingleton<CrossSite>();
        services.TryAddSingleton<SiteEndpoint>();
        services.AddExceptionHandler<SessionsUnavailableHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantData, TenantSessions>(CreateTenantSessions));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SessionFollower>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SessionUpkeep>());
    }

    // Asked for by the directory of tenants alone, where the host has one.
    private static TenantSessions CreateTenantSessions(IServiceProvider services) => new(services.GetRequiredService<UserSessions>(), () => DirectoryDatabase.Of(services));
}
