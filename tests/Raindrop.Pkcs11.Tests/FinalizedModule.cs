using Net.Pkcs11Interop.Common;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Pkcs11.Tokens;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A process in which somebody else finalizes the module that the provider uses.</summary>
internal static class FinalizedModule
{
    public const string Mark = "finalize-the-module";

    public static async Task<int> RunAsync(string label, string pinFile)
    {
        var options = new Pkcs11Options { Library = SoftHsm.Library, TokenLabel = label, PinFile = pinFile };
        await new Pkcs11Token(options).CreateKeyAsync();
        using var provider = new Pkcs11KeyProvider(options);
        using var key = Secret.Random(32);
        var context = new KeyContext("s", "k", "x");
        var wrapped = await provider.WrapAsync(key, context);
        for (var round = 0; round < 3; round++)
        {
            Pkcs11Modules.Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Pkcs11Modules.Factories, SoftHsm.Library, AppType.MultiThreaded).Dispose();
            using var unwrapped = await provider.UnwrapAsync(wrapped, context);
            if (!unwrapped.Equals(key)) return 1;
        }

        Console.WriteLine("served");
        return 0;
    }
}
