namespace Raindrop.Tool.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
    [
        "keyring", "keyring create", "keyring list", "keyring add", "keyring promote", "keyring retire", "pkcs11", "pkcs11 create-key", "pkcs11 list-keys",
        "vault", "vault list", "vault rotate-key-encryption-key", "vault rotate", "vault suspend", "vault resume", "vault shred", "vault backup", "vault restore", "vault expire-backups", "vault audit", "vault audit show", "vault audit verify",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_with_examples_and_exit_codes(string command)
    {
        var help = await InProcess.RunAsync([.. command.Split(' '), "--help"]);

        help.ShouldBe(ExitCode.Done).Output.Should().Contain("Examples:").And.Contain("Exit codes:").And.MatchRegex($@"(?s)Examples:.*raindrop (.* )?{command.Split(' ')[^1]}\b");
        help.Output.Split('\n').Should().OnlyContain(line => line.Length <= 170);
    }

    [Fact]
    public async Task The_program_says_what_it_is_and_names_its_commands() =>
        (await ToolProcess.RunAsync("--help")).ShouldBe(ExitCode.Done).Output.Should().Contain("raindrop [command]").And.ContainAll("keyring", "pkcs11", "vault");
}
