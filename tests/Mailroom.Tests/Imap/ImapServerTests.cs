using Mailroom.Imap;
using Mailroom.Tests.Support;
using Raindrop.Credentials;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Imap;

/// <summary>The password goes to the server that it was given for, over a connection that is trusted, and is kept whatever the server says, or does not say.</summary>
[Collection(MailServerTests.Name)]
public sealed class ImapServerTests(MailServerFixture mail)
{
    private readonly SignInScene _scene = new(mail.Server);

    [Fact]
    public async Task Where_nothing_listens_the_password_is_kept()
    {
        var account = _scene.Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, ClosedPort()) };
        await _scene.FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_scene.User.Password));
        (await _scene.StoredAsync(account)).Should().Be(_scene.User.Password);
    }

    [Theory]
    [InlineData(ImapAddress.Tls, null)]
    [InlineData(ImapAddress.StartTls, null)]
    [InlineData(ImapAddress.PlainText, null)]
    [InlineData(ImapAddress.StartTls, "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready")]
    [InlineData(ImapAddress.StartTls, "* BYE too many connections")]
    [InlineData(ImapAddress.StartTls, "HTTP/1.1 400 Bad Request")]
    public async Task A_server_that_says_nothing_or_nonsense_is_not_waited_for_and_the_password_is_kept(string scheme, string? greeting)
    {
        using var server = new ScriptedImap(greeting, _ => "");
        var account = _scene.Account(scheme) with { Endpoint = new CredentialEndpoint(scheme, DovecotServer.Host, server.Port) };
        await _scene.FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_scene.User.Password), patience: TimeSpan.FromMilliseconds(500));
        server.Received.Should().NotContain(_scene.User.Name);
        (await _scene.StoredAsync(account)).Should().Be(_scene.User.Password);
    }

    /// <summary>A line is kept in memory until it ends, and this one does not.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready")]
    public async Task A_server_that_never_stops_talking_is_left(string? greeting)
    {
        using var server = new ScriptedImap(greeting, _ => "") { Babble = true };
        var account = _scene.Account(ImapAddress.StartTls) with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, server.Port) };
        await _scene.FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_scene.User.Password));
        server.Sent.Should().BeLessThan(20_000_000, "a megabyte is read, and what the system has in hand");
    }

    [Fact]
    public async Task Whoever_stops_while_a_server_says_nothing_is_let_go()
    {
        using var server = new ScriptedImap(null, _ => "");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var password = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, server.Port), UserName = _scene.User.Name, Value = Secret.FromText(_scene.User.Password) };
        await FluentActions.Awaiting(() => new ImapConnection(CertificateTrust.System).OpenAsync(password, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(ImapAddress.Tls)]
    [InlineData(ImapAddress.StartTls)]
    public async Task A_certificate_that_is_not_trusted_gets_no_password(string scheme)
    {
        var account = _scene.Account(scheme);
        await _scene.FailsAsync(account, ImapFailure.NotTrusted, new ScriptedPrompt(_scene.User.Password), trust: CertificateTrust.System);
        await using var other = await DovecotServer.CreateAsync();
        await _scene.FailsAsync(account, ImapFailure.NotTrusted, new ScriptedPrompt(), trust: CertificateTrust.Read(other.AuthorityFile));
        _scene.Server.ReadLog().Should().NotContain(_scene.User.Name, "nobody has tried to sign in");
        (await _scene.StoredAsync(account)).Should().Be(_scene.User.Password);
    }

    [Fact]
    public async Task A_certificate_for_another_name_gets_no_password()
    {
        var account = _scene.Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, "127.0.0.1", _scene.Server.TlsPort) };
        await _scene.FailsAsync(account, ImapFailure.OtherHost, new ScriptedPrompt(_scene.User.Password));
        _scene.Server.ReadLog().Should().NotContain(_scene.User.Name);
    }

    [Fact]
    public async Task A_server_that_hides_its_TLS_gets_no_password()
    {
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGIN] ready", line => $"{line.Split(' ')[0]} OK done");
        var account = _scene.Account(ImapAddress.StartTls) with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, server.Port) };
        await _scene.FailsAsync(account, ImapFailure.NoTls, new ScriptedPrompt(_scene.User.Password));
        server.Received.Should().NotContainAny("AUTHENTICATE", "LOGIN", _scene.User.Name);
    }

    [Fact]
    public async Task A_port_without_TLS_gets_no_password()
    {
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", _ => null);
        var account = _scene.Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, server.Port) };
        await _scene.FailsAsync(account, ImapFailure.NoTls, new ScriptedPrompt(_scene.User.Password));
        server.Received.Should().NotContain(_scene.User.Name);
    }

    [Fact]
    public async Task Plain_text_goes_to_no_other_machine()
    {
        // An address for documentation (RFC 5737): nothing is sent there.
        var account = _scene.Account(ImapAddress.PlainText) with { Endpoint = new CredentialEndpoint(ImapAddress.PlainText, "192.0.2.1", 143) };
        (await _scene.FailsAsync(account, ImapFailure.NotOnThisMachine, new ScriptedPrompt(_scene.User.Password))).Message.Should().Contain("--imap-without-tls");
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_is_not_quoted()
    {
        var sent = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{_scene.User.Name}\0{_scene.User.Password}"));
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", line => $"{line.Split(' ')[0]} NO [ALERT] refused {sent} {line}");
        var account = _scene.Account(ImapAddress.PlainText) with { Endpoint = new CredentialEndpoint(ImapAddress.PlainText, DovecotServer.Host, server.Port) };
        var fault = await _scene.FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt(_scene.User.Password));
        server.Received.Should().Contain(sent, "the server has it");
        fault.ToString().Should().NotContain(sent).And.NotContain(_scene.User.Password);
        fault.InnerException.Should().BeNull();
    }

    private static int ClosedPort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
