using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Keys.KeyRing;
using Raindrop.Core.Tests.Keys.Providers;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Keys.Providers;

namespace Raindrop.Core.Tests.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class KeyProviderRegistrationTests : IDisposable
{
    private readonly TestKeyRing _ring = new();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public async Task A_key_ring_file_wraps_within_limits()
    {
        var created = _ring.File.Create();
        await using var services = KeyProviderHosts.Build(vault => vault.UseKeyRingFile(_ring.Path).LimitKeyProvider(limits => limits.MaxConcurrency = 2));
        using var key = Secret.Random(32);

        services.GetRequiredService<IStartupValidator>().Validate();
        var wrapped = await services.GetRequiredService<IKeyProvider>().WrapAsync(key, new KeyContext("s", "k", "x"));

        wrapped.KeyEncryptionKeyId.Should().Be(created.Id);
        services.GetRequiredService<IKeyProvider>().Should().BeOfType<BoundedKeyProvider>();
    }

    [Fact]
    public async Task The_keys_are_zeroed_when_the_host_ends()
    {
        _ring.File.Create();
        var services = KeyProviderHosts.Build(vault => vault.UseKeyRingFile(_ring.Path));
        var provider = services.GetRequiredService<KeyRingKeyProvider>();
        using var key = Secret.Random(32);
        await provider.WrapAsync(key, new KeyContext("s", "k", "x"));

        await services.DisposeAsync();

        await FluentActions.Awaiting(() => provider.WrapAsync(key, new KeyContext("s", "k", "x")).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public void A_host_without_a_usable_key_ring_does_not_start()
    {
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile("")).Should().Contain("Path");
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path)).Should().Contain("raindrop keyring create");
        _ring.File.Create();
        File.SetUnixFileMode(_ring.Path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        KeyProviderHosts.Mistakes(vault => vault.UseKeyRingFile(_ring.Path)).Should().Contain("chmod 600");
    }

    [Fact]
    public void A_host_whose_limits_make_no_sense_does_not_start() =>
        KeyProviderHosts.Mistakes(vault => vault.UseKeyProvider(_ => new ScriptedProvider()).LimitKeyProvider(limits => limits.Timeout = TimeSpan.Zero)).Should().Contain("Timeout");

    [Fact]
    public async Task The_provider_that_is_named_last_is_used()
    {
        _ring.File.Create();
        var last = new ScriptedProvider();
        await using var services = KeyProviderHosts.Build(vault => vault.UseKeyRingFile(_ring.Path).UseKeyProvider(_ => last));
        using var key = Secret.Random(32);

        await services.GetRequiredService<IKeyProvider>().WrapAsync(key, new KeyContext("s", "k", "x"));

        last.Calls.Should().Be(1);
    }
}
