using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tenants;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds local accounts to a host.</summary>
public static class AccountServiceCollectionExtensions
{
    /// <summary>Adds a small store of accounts with passwords, for a first run and for sites that have no identity provider. The host adds sessions (<c>AddRaindropSessions</c>) and maps the endpoints with <c>app.MapRaindropAccounts("/account")</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options, or <see langword="null"/>.</param>
    /// <remarks>Accounts are in the host's store of documents, or in that of <see cref="UseAccountServer"/>.</remarks>
    public static IServiceCollection AddRaindropAccounts(this IServiceCollection services, Action<RaindropAccountOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RaindropAccountOptions>().ValidateOnStart();
        if (configure is not null) services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RaindropAccountOptions>, RaindropAccountOptionsValidator>());
        services.AddAuthentication().AddRaindropSessions();
        services.TryAddSingleton<AccountDocuments>();
        services.TryAddSingleton<Passwords>();
        services.TryAddSingleton<AccountThrottle>();
        services.TryAddSingleton<LocalAccounts>();
        services.TryAddSingleton<IAccounts>(provider => provider.GetRequiredService<LocalAccounts>());
        services.TryAddSingleton<AccountEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantData, TenantAccounts>(CreateTenantAccounts));
        return services;
    }

    /// <summary>Keeps accounts on a server of their own rather than on the host's <see cref="IDocumentServer"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="server">Makes the server, once; it is disposed with the host.</param>
    public static IServiceCollection UseAccountServer(this IServiceCollection services, Func<IServiceProvider, IDocumentServer> server)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(server);
        return services.AddKeyedSingleton(AccountDocuments.ServerKey, (provider, _) => server(provider));
    }

    // Asked for by the directory of tenants alone, where the host has one.
    private static TenantAccounts CreateTenantAccounts(IServiceProvider services) => new(
        services.GetRequiredService<AccountDocuments>(),
        services.GetRequiredService<IdentifierHasher>(),
        services.GetRequiredService<IOptions<RaindropAccountOptions>>(),
        () => DirectoryDatabase.Of(services));
}
