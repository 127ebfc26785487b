using System.Text;
using Mailroom.Tests.Support;
using Raindrop.Canary.Tests.Search;
using Raindrop.TestServers.Mail;

namespace Raindrop.Canary.Tests.Imap;

/// <summary>A password that is typed into the sample goes to a mail server and into its vault; nothing that it prints and no file of it shows it, whatever the server does.</summary>
[Collection("another program")]
public sealed class ImapCanaryTests : IAsyncLifetime
{
    private readonly Search.Canary _password = Search.Canary.New("password");
    private readonly Search.Canary _user = Search.Canary.Of("user", Encoding.ASCII.GetBytes($"u{Guid.NewGuid():n}{Guid.NewGuid():n}"));
    private readonly TemporaryFolder _data = new();
    private readonly StringBuilder _printed = new();
    private DovecotServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DovecotServer.CreateAsync();
        _server.SetPassword(User, _password.Text!);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_password_and_who_it_is_of_show_nowhere_but_on_the_line_to_the_server()
    {
        (await RunAsync(_server.Port)).Should().Be(0, "the password is right");
        (await RunAsync(_server.Port, "--new-password")).Should().Be(0);
        (await RunAsync(_server.Port, "--imap-folder", "Nowhere")).Should().Be(1);

        foreach (var limit in new[] { 10, 300, 1500, 2500 })
        {
            using var proxy = new ImapProxy(_server.Port) { Limit = limit };
            await RunAsync(proxy.Port);
        }

        // A server that says what it was sent, in the clear and in the form it came in.
        using var parrot = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", line => $"{line.Split(' ')[0]} NO [ALERT] You sent {line}, that is {_password.Text} of {User}");
        (await RunAsync(parrot.Port, "--imap-without-tls")).Should().Be(1);
        parrot.Received.Should().NotBeEmpty();

        await _server.StopAsync();
        (await RunAsync(_server.Port)).Should().Be(1);

        var search = new CanarySearch([_password, _user]);
        search.Find(_printed.ToString()).Should().BeNull();
        StoredFiles.Find(_data.Path, search).Should().BeEmpty("not even the key ring holds a password");
        StoredFiles.Size(_data.Path).Should().BeGreaterThan(10_000);
    }

    private string User => Encoding.ASCII.GetString(_user.Bytes.Span);

    private async Task<int> RunAsync(int port, params string[] more)
    {
        string[] trust = more.Contains("--imap-without-tls") ? [] : ["--imap-ca", _server.AuthorityFile];
        var (code, output) = await MailroomProcess.RunAsync(_password.Text! + "\n", ["--data", _data.Path, "--imap", $"{DovecotServer.Host}:{port}", "--user", User, .. trust, .. more]);
        _printed.AppendLine(output);
        return code;
    }
}
