using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Embedded;
using Raindrop.Keys.KeyRing;

namespace Raindrop.Keys.Tests.Hosting;

/// <summary>A folder with a store, a key ring and a file of backup keys, and hosts that are made on it as users make them.</summary>
internal sealed class KeyHostFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("raindrop-key-host-").FullName;

    public TestClock Time { get; } = new();

    public string KeyRing => PathOf("host.keyring");

    public string BackupKeys => PathOf("backup.keys");

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public async Task<IHost> StartAsync(Action<IServiceCollection>? add = null, Action<TenantKeyOptions>? configure = null)
    {
        new KeyRingFile(KeyRing).Create();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (PathOf("data"), false));
        builder.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.UseKeyRingFile(KeyRing).ConfigureKeys(options =>
        {
            options.BackupKeyFile = BackupKeys;
            options.FreshFor = KeyHost.FreshFor;
            configure?.Invoke(options);
        })));
        add?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
