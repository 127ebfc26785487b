using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Embedded;
using Raindrop.Hosting;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Hosting;

/// <summary>Hosts with a vault over the embedded store, in a folder of their own, and with keys in memory.</summary>
internal sealed class VaultHosts : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("raindrop-vault-host-").FullName;

    public static void AddParts(IServiceCollection services) => AddParts(services, _ => { });

    public static void AddParts(IServiceCollection services, Action<ICredentialVaultBuilder> configure)
    {
        services.AddSingleton<ITenantKeys>(new MemoryKeys());
        if (services.All(service => service.ServiceType != typeof(ITenantKeyStore))) services.AddSingleton<ITenantKeyStore>(new ListedShreddings());
        if (services.All(service => service.ServiceType != typeof(IKeyProvider))) services.AddSingleton<IKeyProvider>(new MemoryProvider());
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(configure));
    }

    public IHost With(Action<IServiceCollection> add, bool withStore = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (withStore) builder.Services.AddEmbeddedStore(options => options.Folder = Folder);
        add(builder.Services);
        return builder.Build();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
