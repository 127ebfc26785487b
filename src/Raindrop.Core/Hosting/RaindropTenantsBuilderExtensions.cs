using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds tenants to a host.</summary>
public static class RaindropTenantsBuilderExtensions
{
    /// <summary>Adds the directory of tenants. It may be called more than once.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options and says what tenants are created with, or <see langword="null"/>.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// Where the host has the credential vault, creating a tenant makes its key and deleting it shreds the key; a host that deletes tenants then needs
    /// <see cref="TenantKeyOptions.BackupKeyFile"/>. The host does not start while something is missing or an option is wrong:
    /// <see cref="OptionsValidationException"/> names every mistake.
    /// </remarks>
    public static IRaindropBuilder AddTenants(this IRaindropBuilder builder, Action<ITenantsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        configure?.Invoke(new TenantsBuilder(services));
        services.AddOptions<TenantDirectoryOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantDirectoryOptions>, TenantDirectoryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TenantDirectoryServer>();
        services.TryAddSingleton<TenantDirectoryHealth>();
        services.TryAddSingleton<ITenantDirectory>(Activate);
        services.TryAddSingleton<ITenantLookup>(provider => provider.GetRequiredService<ITenantDirectory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TenantsStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TenantsUpkeep>());
        return builder;
    }

    private static TenantDirectory Activate(IServiceProvider provider) => new TenantDirectoryFactory
    {
        Server = provider.GetRequiredService<IDocumentServer>(),
        DirectoryServer = provider.GetRequiredService<TenantDirectoryServer>().Get(),
        Hasher = provider.GetRequiredService<IdentifierHasher>(),
        Options = provider.GetRequiredService<IOptions<TenantDirectoryOptions>>(),
        Time = provider.GetRequiredService<TimeProvider>(),
        Designs = provider.GetServices<TenantDesignDocument>(),
        Parts = provider.GetServices<ITenantData>(),
        Keys = provider.GetService<ITenantKeyStore>(),
    }.Create();
}
