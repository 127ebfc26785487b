using Raindrop.TestServers.Tokens;

namespace Raindrop.Tool.Tests;

/// <summary>Keys in a token of SoftHSM, which was initialized with the module's own tool.</summary>
public sealed class TokenCommandTests
{
    private readonly SoftToken _token = SoftHsm.CreateToken();

    [Fact]
    public async Task A_key_is_made_in_a_token_listed_and_wraps_the_keys_of_tenants()
    {
        (await RunAsync("pkcs11", "list-keys")).ShouldBe(ExitCode.Done).Output.Should().Contain("create-key", "there is none yet");
        (await RunAsync("pkcs11", "list-keys", "--json")).ShouldBe(ExitCode.Done).Output.Should().BeEmpty();
        var created = (await RunAsync("pkcs11", "create-key", "--json")).ShouldBe(ExitCode.Done).Json.Single()["id"]!.ToString();
        (await RunAsync("pkcs11", "list-keys")).ShouldBe(ExitCode.Done).Output.Should().MatchRegex($"{created} +yes");

        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();
        string[] provider = ["--pkcs11-library", SoftHsm.Library, "--pkcs11-token", _token.Label, "--pkcs11-pin-file", _token.PinFile];
        var refused = await ToolProcess.RunAsync(_token.Environment, ["vault", "rotate-key-encryption-key", "--embedded", vault.Folder.PathOf("store"), "--key-database", vault.Keys, "--without-backup-keys", .. provider]);
        refused.ShouldBe(ExitCode.Failed).Output.Should().Contain(tenant.Value, "the token has not wrapped what the key ring has").And.Contain("Keep the old").And.NotContain("can be retired");
        (await ToolProcess.RunAsync(_token.Environment, [.. (string[])["vault", "list"], .. vault.Options, .. provider])).ShouldComplain(ExitCode.Usage, "not both");
    }

    [Fact]
    public async Task Mistakes_are_told_in_a_line_that_names_no_pin()
    {
        (await ToolProcess.RunAsync("pkcs11", "list-keys")).ShouldComplain(ExitCode.Usage, "--library");
        (await RunAsync("pkcs11", "list-keys", "--token", "another")).ShouldComplain(ExitCode.Unavailable, "another");
        _token.WritePinFile("0000");
        (await RunAsync("pkcs11", "list-keys")).ShouldComplain(ExitCode.Failed, "PIN").Error.Should().NotContain("0000");
    }

    private Task<ToolResult> RunAsync(params string[] command)
    {
        string[] token = command.Contains("--token") ? [] : ["--token", _token.Label];
        return ToolProcess.RunAsync(_token.Environment, [.. command, "--library", SoftHsm.Library, "--pin-file", _token.PinFile, .. token]);
    }
}
