using Microsoft.Extensions.DependencyInjection;
using Raindrop.Credentials.Remote;

namespace Raindrop.Docs.Tests.Snippets;

internal static class VaultProcess
{
    public static void RegisterVault(IServiceCollection services)
    {
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault
            .UseKeyRingFile("/etc/raindrop/host.keyring")
            .Listen(options => options.SocketPath = "/run/raindrop/vault.sock")));

        services.AddHealthChecks().AddRaindropCredentialVault();
    }

    public static void RegisterFacing(IServiceCollection services)
    {
        services.AddRaindrop(raindrop => raindrop.AddRemoteCredentialVault(options => options.SocketPath = "/run/raindrop/vault.sock"));
    }

    public static void LetGroupIn(CredentialVaultListenerOptions options)
    {
        options.SocketMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    }
}
