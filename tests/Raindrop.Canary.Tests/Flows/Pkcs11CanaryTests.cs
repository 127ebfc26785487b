using System.Text;
using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Keys;
using Raindrop.Pkcs11;
using Raindrop.Tenancy;
using Raindrop.TestServers.Tokens;
using Raindrop.Tool;
using Raindrop.Tool.Tests;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>The same with a hardware module, whose PIN is a secret, too.</summary>
public sealed class Pkcs11CanaryTests
{
    [Fact]
    public async Task No_secret_no_key_and_no_PIN_shows_anywhere()
    {
        var pin = new Secrets().Pin;
        var token = SoftHsm.CreateToken(SoftHsm.UseFolder(), Encoding.ASCII.GetString(pin.Bytes.Span));
        var options = new Pkcs11Options { Library = SoftHsm.Library, TokenLabel = token.Label, PinFile = token.PinFile };
        await WithWrongPinAsync(token, options);
        token.WritePinFile(Encoding.ASCII.GetString(pin.Bytes.Span));
        var made = await ToolAsync("create-key", options);
        made.ShouldBe(ExitCode.Done);
        using var provider = new Pkcs11KeyProvider(options);
        await using var world = await VaultWorld.CreateAsync(CanaryStore.Embedded, provider: provider);
        world.Secrets.Pin = pin;
        ToolCanaryTests.Note(world, made);
        ToolCanaryTests.Note(world, (await ToolAsync("list-keys", options)).ShouldBe(ExitCode.Done));

        await Steps.RunAsync(world, Fault.None, Steps.All);

        world.Spy.Keys.Should().HaveCountGreaterThan(10);
        world.CheckLeaks();
    }

    // A wrong PIN is a secret as much: it may be the right one of another token.
    private static async Task WithWrongPinAsync(SoftToken token, Pkcs11Options options)
    {
        var wrong = new Secrets().Pin;
        token.WritePinFile(Encoding.ASCII.GetString(wrong.Bytes.Span));
        using var provider = new Pkcs11KeyProvider(options);
        await using var world = await VaultWorld.CreateAsync(CanaryStore.Embedded, provider: provider);
        world.Secrets.Pin = wrong;
        var store = () => CredentialSteps.StoredAsync(world, TenantId.New());
        ToolCanaryTests.Note(world, (await ToolAsync("list-keys", options)).ShouldBe(ExitCode.Failed));
        (await store.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        world.CheckLeaks();
        await WithPinForAPathAsync(token, wrong);
    }

    private static async Task WithPinForAPathAsync(SoftToken token, Search.Canary pin)
    {
        var typed = new Pkcs11Options { Library = SoftHsm.Library, TokenLabel = token.Label, PinFile = Encoding.ASCII.GetString(pin.Bytes.Span) };
        var search = new CanarySearch([pin]);
        search.Find((await ToolAsync("list-keys", typed)).ShouldBe(ExitCode.Failed).Error).Should().BeNull();
        var list = () => new Pkcs11Token(typed).ListKeysAsync();
        search.Find($"{(await list.Should().ThrowAsync<KeyProviderException>()).Which}").Should().BeNull("a host may have it the wrong way round, too");
    }

    private static Task<ToolResult> ToolAsync(string command, Pkcs11Options options) =>
        InProcess.RunAsync(["pkcs11", command, "--library", options.Library, "--token", options.TokenLabel, "--pin-file", options.PinFile!]);
}
