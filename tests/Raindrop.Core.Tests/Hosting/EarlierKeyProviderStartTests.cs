using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Core.Tests.Keys.KeyRing;
using Raindrop.Core.Tests.Keys.Providers;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Hosting;

/// <summary>A host whose earlier key provider is not as it should be does not start.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EarlierKeyProviderStartTests : IDisposable
{
    private readonly TestKeyRing _ring = new();
    private readonly TestKeyRing _earlier = new();

    public void Dispose()
    {
        _ring.Dispose();
        _earlier.Dispose();
    }

    [Fact]
    public void A_host_whose_earlier_key_ring_cannot_be_used_does_not_start()
    {
        _ring.File.Create();
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path).UseEarlierKeyRingFile("")).Should().Contain("Path");
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path).UseEarlierKeyRingFile(_earlier.Path)).Should().Contain(_earlier.Path);
        _earlier.File.Create();
        File.SetUnixFileMode(_earlier.Path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path).UseEarlierKeyRingFile(_earlier.Path)).Should().Contain("chmod 600");
        File.Delete(_ring.Path);
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path).UseEarlierKeyRingFile(_earlier.Path)).Should().Contain("chmod 600").And.Contain(_ring.Path, "all mistakes are told");
    }

    [Fact]
    public void A_host_whose_limits_make_no_sense_for_an_earlier_one_does_not_start() =>
        KeyProviderHosts.Mistakes(vault => vault.UseEarlierKeyProvider(_ => new ScriptedProvider()).LimitKeyProvider(limits => limits.Timeout = TimeSpan.Zero)).Should().Contain("Timeout");

    [Fact]
    public void A_host_that_names_an_earlier_one_and_none_that_wraps_does_not_start()
    {
        KeyProviderHosts.Mistakes(vault => vault.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(own => own.UseEarlierKeyProvider(_ => new ScriptedProvider()))))
            .Should().Contain("only unwraps").And.Contain("has no key provider");
        KeyProviderHosts.Mistakes(vault => vault.Services.AddSingleton<IKeyProvider>(new ScriptedProvider()).AddRaindrop(raindrop => raindrop.AddCredentialVault(own => own.UseEarlierKeyProvider(_ => new ScriptedProvider()))))
            .Should().Contain("only unwraps", "it would not be asked");
        KeyProviderHosts.Mistakes(vault => vault.Services.AddRaindrop(raindrop => raindrop.AddCredentialVault(own => own.UseEarlierKeyProvider(_ => new ScriptedProvider()).UseKeyProvider(_ => new ScriptedProvider()))))
            .Should().NotContain("only unwraps").And.NotContain("has no key provider", "there is no store, which is another mistake");
    }
}
