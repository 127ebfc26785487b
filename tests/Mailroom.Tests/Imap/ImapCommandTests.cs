using System.Text.RegularExpressions;
using Mailroom.Tests.Support;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Imap;

/// <summary>The whole program, a process each time, against a real mail server and with a real vault.</summary>
[Collection(MailServerTests.Name)]
public sealed class ImapCommandTests(MailServerFixture mail) : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly MailUser _user = new(mail.Server);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_first_run_asks_seals_and_imports_and_the_second_asks_nothing_and_downloads_nothing()
    {
        await _user.AppendAsync([Eml.Plain("one\n", "<1@x>"), Eml.Plain("two\n", "<2@x>")]);
        var first = await RunAsync(_user.Password + "\n");
        first.Output.Should().Contain("import: 2 messages read, 2 added, 0 known (IMAP)").And.NotContain(_user.Password);
        first.ExitCode.Should().Be(0);

        var second = await RunAsync("");
        second.Output.Should().Contain("import: 0 messages read, 0 added, 0 known (IMAP)").And.Contain("Nothing to do");
        second.ExitCode.Should().Be(0);
        (await mail.Server.DownloadsAsync(_user.Name, 3, MailHarness.Token)).Should().Equal(0, 2, 0);
    }

    [Fact]
    public async Task On_a_terminal_nothing_of_the_password_is_shown()
    {
        await _user.AppendAsync([Eml.Plain()]);
        var (code, screen) = await MailroomProcess.RunOnTerminalAsync("Password of the mailbox", _user.Password, Arguments());
        code.Should().Be(0, screen);
        screen.Should().Contain("1 added");
        foreach (var piece in _user.Password.Split(' ')) screen.Should().NotContain(piece);
    }

    [Fact]
    public async Task A_program_that_lets_the_terminal_show_what_is_typed_is_noticed()
    {
        var (code, screen) = await MailroomProcess.RunOnTerminalAsync(["sh", "-c", "printf Password:; read typed"], "Password:", _user.Password);
        code.Should().Be(0, screen);
        screen.Should().Contain(_user.Password.Split(' ')[^1], "that is what the test above looks for");
    }

    [Fact]
    public async Task Every_mistake_is_one_line_that_names_the_way_out_and_keeps_the_password()
    {
        await _user.AppendAsync([Eml.Plain()]);
        (await SaysAsync("", null)).Should().Contain("No password was given");
        (await SaysAsync(_user.Password, null, "--imap-folder", "Nowhere")).Should().Contain("--imap-folder");
        (await SaysAsync("", "--imap-ca")).Should().Contain("--imap-ca", "the authority is a private one");

        await mail.Server.StopAsync();
        (await SaysAsync("", null)).Should().Contain("No mail server answers");
        await mail.Server.StartAsync();

        var old = _user.Password;
        mail.Server.SetPassword(_user.Name, _user.Password = "another one");
        (await SaysAsync("", null)).Should().Contain("refused").And.Contain("--new-password");
        (await SaysAsync(old, null, "--new-password")).Should().Contain("refused");
        (await RunAsync(_user.Password, "--new-password")).Should().Match<(int ExitCode, string Output)>(it => it.ExitCode == 0 && it.Output.Contains("1 added"));
        (await RunAsync("")).ExitCode.Should().Be(0, "the new one is kept");
    }

    [Fact]
    public async Task Options_that_do_not_go_together_are_refused()
    {
        string[] data = ["--data", _data.Path];
        foreach (var (arguments, names) in new (string[], string)[]
        {
            (["--imap", "mail.example"], "--user"),
            (["--user", "ada"], "--imap"),
            (["--imap-folder", "Sent"], "--imap"),
            (["--imap", "mail.example", "--user", "ada", "--mailbox", "x"], "--mailbox"),
            (["--imap", "mail.example", "--user", "ada", "--watch"], "--watch"),
            (["--imap", "not an address", "--user", "ada"], "host:port"),
            (["--imap", "imap://localhost", "--imap-without-tls", "--user", "ada"], "host:port"),
            (["--imap", "192.0.2.1:143", "--imap-without-tls", "--user", "ada"], "on this machine"),
            (["--imap", "mail.example", "--user", "ada", "--imap-ca", "/nowhere.pem"], "nowhere.pem"),
        })
        {
            var (code, output) = await MailroomProcess.RunAsync("x\n", [.. data, .. arguments]);
            code.Should().Be(1, output);
            output.Should().Contain(names, string.Join(' ', arguments));
        }
    }

    [Fact]
    public async Task The_data_folder_holds_no_password_and_lets_nobody_else_in()
    {
        await _user.AppendAsync([Eml.Plain()]);
        await RunAsync(_user.Password);
        var files = Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories);
        files.Should().Contain(file => file.EndsWith("vault.keyring", StringComparison.Ordinal)).And.Contain(file => file.Contains("credentials", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var content = await reader.ReadToEndAsync(MailHarness.Token);
            content.Should().NotContain(_user.Name, "the user name is sealed, too").And.NotContain("pass \"word\"");
        }

        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Data).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var key in new[] { "vault.keyring", "identifier.key" }) File.GetUnixFileMode(Path.Combine(Data, key)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, key);
    }

    private string Data => Path.Combine(_data.Path, "data");

    private string[] Arguments(string? without = null)
    {
        string[] all = ["--data", Data, "--imap", $"imaps://{DovecotServer.Host}:{mail.Server.TlsPort}", "--user", _user.Name, "--imap-ca", mail.Server.AuthorityFile];
        var at = Array.IndexOf(all, without);
        return at < 0 ? all : [.. all[..at], .. all[(at + 2)..]];
    }

    private Task<(int ExitCode, string Output)> RunAsync(string input, params string[] more) => MailroomProcess.RunAsync(input, [.. Arguments(), .. more]);

    // One line, and no stack trace.
    private async Task<string> SaysAsync(string input, string? without, params string[] more)
    {
        var (code, output) = await MailroomProcess.RunAsync(input, [.. Arguments(without), .. more]);
        code.Should().Be(1, output);
        Regex.Count(output.Trim(), "\n").Should().Be(0, output);
        return output;
    }
}
