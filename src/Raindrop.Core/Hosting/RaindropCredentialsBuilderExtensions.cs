using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Credentials.Auditing;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the credential vault to a host.</summary>
public static class RaindropCredentialsBuilderExtensions
{
    /// <summary>Adds the credential vault in this process. It may be called more than once.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says what the vault is made of: the key provider at least.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The host does not start while something is missing or an option is wrong: <see cref="OptionsValidationException"/> names every mistake. It creates the vault's
    /// databases where they are missing; without a host, <see cref="CredentialVaultDatabases.EnsureCreatedAsync"/> does.
    /// </remarks>
    public static IRaindropBuilder AddCredentialVault(this IRaindropBuilder builder, Action<ICredentialVaultBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        // Before whatever is configured begins to listen.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CredentialVaultStartup>());
        configure(new CredentialVaultBuilder(services));
        services.AddOptions<CredentialVaultOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CredentialVaultOptions>, CredentialVaultOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new CredentialVaultDatabases(provider, provider.GetRequiredService<IOptions<CredentialVaultOptions>>()));
        foreach (var database in Enum.GetValues<VaultDatabase>())
            services.TryAddKeyedSingleton<IDocumentDatabase>(database, (provider, _) => provider.GetRequiredService<CredentialVaultDatabases>().Get(database));
        TenantKeyServices.Add(services);
        VaultRequirements.Require<IKeyProvider>(services, "The vault has no key provider: say where the key encryption key is, for example with UseKeyRingFile.");
        AddVault(services);
        services.TryAddSingleton<AuditSweepState>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AuditSweeper>());
        return builder;
    }

    /// <summary>Uses the credential vault of another process, so that this one holds no key. There, the vault listens: see <see cref="CredentialVaultBuilderExtensions.Listen"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, the socket's path at least. They are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    public static IRaindropBuilder AddRemoteCredentialVault(this IRaindropBuilder builder, Action<RemoteCredentialVaultOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<RemoteCredentialVaultOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RemoteCredentialVaultOptions>, RemoteOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICredentialVault>(provider => new RemoteCredentialVault(provider.GetRequiredService<IOptions<RemoteCredentialVaultOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static void AddVault(IServiceCollection services)
    {
        services.TryAddSingleton<IAuditTrail>(provider =>
        {
            var (database, time) = (provider.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Audit), provider.GetRequiredService<TimeProvider>());
            var sweep = new AuditSweep(database, provider.GetRequiredService<ITenantKeyStore>, provider.GetRequiredService<IOptions<CredentialVaultOptions>>(), time);
            return new AuditTrail(database, sweep, time);
        });
        services.TryAddSingleton<ICredentialVault>(provider => new CredentialVault(
            provider.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Credentials),
            provider.GetRequiredService<ITenantKeys>(),
            provider.GetRequiredService<IAuditTrail>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantRecords, CredentialReseal>(provider => new CredentialReseal(
            provider.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Credentials),
            provider.GetRequiredService<ITenantKeys>,
            provider.GetRequiredService<IAuditTrail>(),
            provider.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantData, CredentialRemoval>(provider => new CredentialRemoval(
            provider.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Credentials),
            provider.GetRequiredService<ITenantKeyStore>,
            provider.GetRequiredService<IOptions<CredentialVaultOptions>>())));
    }
}
