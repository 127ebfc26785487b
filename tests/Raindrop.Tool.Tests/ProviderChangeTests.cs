using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Tool.Tests;

/// <summary>The move of a vault from its key ring to a token and back by the commands alone.</summary>
public sealed class ProviderChangeTests
{
    private readonly SoftToken _token = SoftHsm.CreateToken();

    public static TheoryData<string> Stores => [.. TestVault.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task All_keys_go_to_a_token_and_back_and_the_earlier_provider_can_be_given_up(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        List<TenantId> tenants = [];
        for (var i = 0; i < 4; i++) tenants.Add(await vault.StoreAsync());
        (await vault.RunAsync("vault", "backup", vault.BackupFile)).ShouldBe(ExitCode.Done);
        var key = (await ToolProcess.RunAsync(_token.Environment, ["pkcs11", "create-key", "--json", .. Token("--")])).ShouldBe(ExitCode.Done).Json.Single()["id"]!.ToString();
        var inRing = vault.Options;
        string[] inToken = [.. Without(vault, "--keyring"), .. Token("--pkcs11-")];

        var refused = (await RunAsync(["vault", "rotate-key-encryption-key", .. inToken])).ShouldBe(ExitCode.Failed);
        refused.Output.Should().Contain("--earlier-keyring").And.Contain("Keep the old").And.NotContain("given up").And.NotContain("can be retired");
        var moved = (await RunAsync(["vault", "rotate-key-encryption-key", .. inToken, "--earlier-keyring", vault.KeyRing, "--json"])).ShouldBe(ExitCode.Done).Json.Single();
        (moved["keyEncryptionKeyId"]!.ToString(), (int)moved["tenants"]!, (int)moved["rewrapped"]!, (bool)moved["isComplete"]!).Should().Be((key, 4, 5, true), "the key of the backup is wrapped anew too");
        (await RunAsync(["vault", "rotate-key-encryption-key", .. inToken, "--earlier-keyring", vault.KeyRing])).ShouldBe(ExitCode.Done).Output
            .Should().Contain("0 keys wrapped anew").And.Contain("unwraps every key by itself").And.Contain("Back the keys up first");

        // The token alone is enough for all that unwraps; and so it is for the key ring when all is back.
        (await RunAsync(["vault", "restore", vault.BackupFile, .. inToken])).ShouldBe(ExitCode.Done).Output.Should().Contain("4 kept as they are");
        (await RunAsync(["vault", "restore", vault.BackupFile, .. inRing])).ExitCode.Should().NotBe(ExitCode.Done);
        await vault.RestartAsync();
        await FluentActions.Awaiting(() => vault.OpenAsync(tenants[0])).Should().ThrowAsync<KeyRefusedException>("this host knows the key ring only");
        (await RunAsync(["vault", "rotate-key-encryption-key", .. inRing, .. Token("--earlier-pkcs11-")])).ShouldBe(ExitCode.Done).Output.Should().Contain("5 keys wrapped anew under kek-");
        await vault.RestartAsync();
        foreach (var tenant in tenants) (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
        (await RunAsync(["vault", "restore", vault.BackupFile, .. inRing])).ShouldBe(ExitCode.Done).Output.Should().Contain("4 kept as they are");
    }

    [Fact]
    public async Task A_backup_and_a_restore_in_the_middle_take_both_providers()
    {
        await using var vault = await TestVault.CreateAsync();
        await using var elsewhere = await TestVault.CreateAsync();
        var (first, second) = (await vault.StoreAsync(), await vault.StoreAsync());
        string[] both = [.. Without(vault, "--keyring"), "--keyring", elsewhere.KeyRing, "--earlier-keyring", vault.KeyRing];
        (await vault.RunAsync("vault", "backup", vault.BackupFile)).ShouldBe(ExitCode.Done);

        (await RunAsync(["vault", "restore", vault.BackupFile, .. both])).ShouldBe(ExitCode.Done).Output.Should().Contain("2 kept as they are");
        (await RunAsync(["vault", "backup", vault.Folder.PathOf("second.backup"), .. both])).ShouldBe(ExitCode.Done);
        (await RunAsync(["vault", "rotate-key-encryption-key", .. both])).ShouldBe(ExitCode.Done).Output.Should().Contain(elsewhere.Ring.List()[0].Id);
        (await RunAsync(["vault", "restore", vault.Folder.PathOf("second.backup"), .. Without(vault, "--keyring"), "--keyring", elsewhere.KeyRing])).ShouldBe(ExitCode.Done);
        (await RunAsync(["vault", "list", "--json", .. vault.Options])).ShouldBe(ExitCode.Done).Json.Select(one => one["tenant"]!.ToString()).Should().BeEquivalentTo([first.Value, second.Value]);
    }

    [Fact]
    public async Task A_restore_that_names_one_provider_leaves_alone_what_the_other_wrapped()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();
        (await ToolProcess.RunAsync(_token.Environment, ["pkcs11", "create-key", .. Token("--")])).ShouldBe(ExitCode.Done);
        string[] inToken = [.. Without(vault, "--keyring"), .. Token("--pkcs11-")];
        (await RunAsync(["vault", "backup", vault.BackupFile, .. inToken, "--earlier-keyring", vault.KeyRing])).ShouldBe(ExitCode.Done);
        vault.Ring.Promote(vault.Ring.Add().Id);
        (await RunAsync(["vault", "rotate-key-encryption-key", "--without-backup-keys", .. Without(vault, "--backup-keys")])).ShouldBe(ExitCode.Done).Output.Should().Contain("keys of backups were not looked at");

        var restored = (await RunAsync(["vault", "restore", vault.BackupFile, .. inToken])).ShouldBe(ExitCode.Failed);

        restored.Output.Should().Contain("0 replaced").And.Contain("refuses the keys of 1 tenant").And.Contain("--earlier-keyring");
        await vault.RestartAsync();
        (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
    }

    [Fact]
    public async Task The_same_provider_is_not_taken_for_two_whichever_way_it_is_named()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();
        var link = vault.Folder.PathOf("link.keyring");
        File.CreateSymbolicLink(link, vault.KeyRing);
        string[] rewrap = ["vault", "rotate-key-encryption-key", .. Without(vault, "--keyring")];

        (await RunAsync([.. rewrap, "--keyring", vault.KeyRing, "--earlier-keyring", vault.KeyRing])).ShouldComplain(ExitCode.Usage, "same key provider");
        (await RunAsync([.. rewrap, "--keyring", vault.KeyRing, "--earlier-keyring", link])).ShouldComplain(ExitCode.Usage, "same key provider");
        (await ToolProcess.RunAsync(new Dictionary<string, string> { ["RAINDROP_KEYRING"] = vault.KeyRing }, [.. rewrap, "--earlier-keyring", vault.KeyRing])).ShouldComplain(ExitCode.Usage, "same key provider");
        (await RunAsync([.. rewrap, .. Token("--pkcs11-"), .. Token("--earlier-pkcs11-")])).ShouldComplain(ExitCode.Usage, "same key provider");
        (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
    }

    [Fact]
    public async Task What_is_missing_is_told_before_anything_is_done()
    {
        await using var vault = await TestVault.CreateAsync();
        string[] rewrap = ["vault", "rotate-key-encryption-key", .. Without(vault, "--keyring")];

        (await RunAsync([.. rewrap, "--earlier-keyring", vault.KeyRing])).ShouldComplain(ExitCode.Usage, "Name the key provider");
        (await RunAsync([.. rewrap, "--keyring", vault.KeyRing, "--earlier-keyring", vault.Folder.PathOf("nowhere")])).ShouldComplain(ExitCode.Failed, "nowhere");
        (await RunAsync([.. rewrap, "--keyring", vault.KeyRing, "--earlier-pkcs11-token", "raindrop"])).ShouldComplain(ExitCode.Usage, "--earlier-pkcs11-library");
        (await RunAsync([.. rewrap, "--pkcs11-token", "raindrop"])).ShouldComplain(ExitCode.Usage, "--pkcs11-library");
        (await RunAsync([.. rewrap, "--pkcs11-current-key", "00"])).ShouldComplain(ExitCode.Usage, "--pkcs11-library");
    }

    private static string[] Without(TestVault vault, string option)
    {
        var at = Array.IndexOf(vault.Options, option);
        return [.. vault.Options[..at], .. vault.Options[(at + 2)..]];
    }

    private string[] Token(string prefix) => [$"{prefix}library", SoftHsm.Library, $"{prefix}token", _token.Label, $"{prefix}pin-file", _token.PinFile];

    private Task<ToolResult> RunAsync(string[] command) => ToolProcess.RunAsync(_token.Environment, command);
}
