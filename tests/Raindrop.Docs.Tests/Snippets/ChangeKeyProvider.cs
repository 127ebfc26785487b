using Microsoft.Extensions.DependencyInjection;
using Raindrop.Hosting;

namespace Raindrop.Docs.Tests.Snippets;

internal static class ChangeKeyProvider
{
    public static void MoveToToken(ICredentialVaultBuilder vault)
    {
        vault.UsePkcs11(options =>
        {
            options.Library = "/usr/lib/softhsm/libsofthsm2.so";
            options.TokenLabel = "raindrop";
            options.PinFile = "/etc/raindrop/token.pin";
        });
        vault.UseEarlierKeyRingFile("/etc/raindrop/host.keyring");
    }
}
