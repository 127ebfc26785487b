using Microsoft.Extensions.DependencyInjection;
using Raindrop.Hosting;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Docs.Tests.Snippets;

internal static class UseKeyProviders
{
    public static void UseFile(ICredentialVaultBuilder vault)
    {
        vault.UseKeyRingFile("/etc/raindrop/host.keyring");
    }

    public static void UseToken(ICredentialVaultBuilder vault)
    {
        vault.UsePkcs11(options =>
        {
            options.Library = "/usr/lib/softhsm/libsofthsm2.so";
            options.TokenLabel = "raindrop";
            options.PinFile = "/etc/raindrop/token.pin";
            options.CurrentKeyId = "5f0c2e9a41d7b863";
        });
    }

    public static void UseKms(ICredentialVaultBuilder vault, HttpClient http)
    {
        vault.UseKeyProvider(_ => new KmsKeyProvider(http, currentKey: "host-2026", "host-2025"));
        vault.LimitKeyProvider(limits => limits.Timeout = TimeSpan.FromSeconds(5));
    }

    public static async Task TestAsync(Func<CancellationToken, ValueTask<KeyProviderSubject>> createSubject)
    {
        foreach (var found in KeyProviderConformance.Cases) await found.RunAsync(createSubject);
    }
}
