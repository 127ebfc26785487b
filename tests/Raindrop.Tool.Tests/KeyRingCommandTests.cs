namespace Raindrop.Tool.Tests;

public sealed class KeyRingCommandTests : IDisposable
{
    private readonly ToolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_ring_is_made_changed_and_listed()
    {
        var file = _folder.PathOf("host.keyring");
        var environment = new Dictionary<string, string> { ["RAINDROP_KEYRING"] = file };

        (await ToolProcess.RunAsync("keyring", "create", "--file", file)).ShouldBe(ExitCode.Done).Output.Should().MatchRegex("kek-[a-z2-7]{16}").And.Contain("safe place");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var added = (await ToolProcess.RunAsync(environment, "keyring", "add", "--json")).ShouldBe(ExitCode.Done).Json.Single();
        ((string?)added["state"]).Should().Be("UnwrapsOnly");
        var id = (string)added["id"]!;

        (await ToolProcess.RunAsync(environment, "keyring", "promote", id)).ShouldBe(ExitCode.Done).Output.Should().Contain(id).And.Contain("rotate-key-encryption-key");
        var keys = (await ToolProcess.RunAsync(environment, "keyring", "list", "--json")).ShouldBe(ExitCode.Done).Json;
        keys.Select(key => (string?)key["state"]).Should().Equal("UnwrapsOnly", "Current");

        var first = (string)keys[0]["id"]!;
        (await ToolProcess.RunAsync(environment, "keyring", "retire", first)).ShouldComplain(ExitCode.Usage, "--yes");
        (await ToolProcess.RunAsync(environment, "keyring", "retire", first, "--yes")).ShouldBe(ExitCode.Done);
        (await ToolProcess.RunAsync(environment, "keyring", "list")).ShouldBe(ExitCode.Done).Output.Should().MatchRegex($@"{first} +retired").And.MatchRegex($@"{id} +current");
    }

    [Fact]
    public async Task Nothing_that_is_printed_is_a_key()
    {
        var file = _folder.PathOf("host.keyring");
        var said = (await ToolProcess.RunAsync("keyring", "create", "--file", file)).Output + (await ToolProcess.RunAsync("keyring", "list", "--file", file, "--json")).Output + (await ToolProcess.RunAsync("keyring", "list", "--file", file)).Output;
        var key = File.ReadLines(file).Single(line => line.Contains("\"key\"", StringComparison.Ordinal)).Split('"')[3];

        said.Should().NotContain(key).And.NotContain(Convert.ToHexStringLower(Convert.FromBase64String(key))[..16]);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        var file = _folder.WritePrivate("host.keyring", "precious");

        (await ToolProcess.RunAsync("keyring", "create", "--file", file)).ShouldComplain(ExitCode.Failed, "never overwritten");

        File.ReadAllText(file).Should().Be("precious");
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused()
    {
        var file = _folder.PathOf("host.keyring");
        (await ToolProcess.RunAsync("keyring", "create", "--file", file)).ShouldBe(ExitCode.Done);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        (await ToolProcess.RunAsync("keyring", "list", "--file", file)).ShouldComplain(ExitCode.Failed, "chmod 600");
    }

    [Fact]
    public async Task Mistakes_on_the_command_line_are_told_in_a_line()
    {
        (await ToolProcess.RunAsync("keyring", "list")).ShouldComplain(ExitCode.Usage, "--file");
        (await ToolProcess.RunAsync("keyring", "promote", "--file", "x")).ShouldComplain(ExitCode.Usage, "raindrop keyring promote --help");
        (await ToolProcess.RunAsync("keyring", "demote")).ShouldComplain(ExitCode.Usage, "demote");
        (await ToolProcess.RunAsync("keyring", "promote", "kek-aaaaaaaaaaaaaaaa", "--file", _folder.PathOf("none"))).ShouldComplain(ExitCode.Failed, "raindrop keyring create");
    }
}
