using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Administration;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;

namespace Raindrop.Hosting;

/// <summary>Registers the keys of tenants and their administration, on the vault's key database.</summary>
internal static class TenantKeyServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<TenantKeyOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantKeyOptions>, TenantKeyOptionsValidator>());
        services.TryAddSingleton(provider => new TenantKeyCache(Options(provider), Time(provider)));
        services.TryAddSingleton(provider => new TenantKeyDocuments(provider.GetRequiredKeyedService<IDocumentDatabase>(VaultDatabase.Keys), Time(provider)));
        services.TryAddSingleton(provider => new KeyWrapping(provider.GetRequiredService<IKeyProvider>(), Time(provider)));
        services.TryAddSingleton<FirstKey>();
        services.TryAddSingleton<TenantRoots>();
        services.TryAddSingleton<ITenantKeys>(ActivateKeys);
        services.TryAddSingleton<ITenantKeyStore>(ActivateStore);
        services.TryAddSingleton<BackupKeyExpiryState>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BackupKeyExpiry>());
    }

    private static TenantKeys ActivateKeys(IServiceProvider provider) => new(
        provider.GetRequiredService<TenantKeyDocuments>(), provider.GetRequiredService<FirstKey>(), provider.GetRequiredService<TenantKeyCache>(), provider.GetRequiredService<TenantRoots>());

    private static TenantKeyStore ActivateStore(IServiceProvider provider)
    {
        var (documents, wrapping, cache) = (provider.GetRequiredService<TenantKeyDocuments>(), provider.GetRequiredService<KeyWrapping>(), provider.GetRequiredService<TenantKeyCache>());
        var time = Time(provider);
        var file = BackupKeyFile.Of(Options(provider).Value, time);
        return new TenantKeyStore(
            documents,
            provider.GetRequiredService<FirstKey>(),
            cache,
            new TenantKeyRotator(documents, wrapping, cache, provider.GetServices<ITenantRecords>(), time),
            new KeyRewrapping(documents, wrapping, file),
            new TenantShredder(documents, new KeyErasure(documents), cache, file, time),
            new KeyBackups(documents, wrapping, file, time));
    }

    private static IOptions<TenantKeyOptions> Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TenantKeyOptions>>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
