using Microsoft.Extensions.DependencyInjection;

namespace Raindrop.Docs.Tests.Snippets;

internal static class Keys
{
    public static void Add(IServiceCollection services) =>
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault
            .UseKeyRingFile("/etc/raindrop/host.keyring")
            .ConfigureKeys(keys => keys.BackupKeyFile = "/var/lib/raindrop/backup.keys")));
}
