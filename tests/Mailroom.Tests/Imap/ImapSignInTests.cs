using Mailroom.Credentials;
using Mailroom.Imap;
using Mailroom.Tests.Support;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Imap;

/// <summary>The password goes to the server that it was given for, over a connection that is trusted, and stays in the vault whatever the server says.</summary>
[Collection(MailServerTests.Name)]
public sealed class ImapSignInTests(MailServerFixture mail)
{
    private static readonly IdentifierHasher Hasher = new(new byte[32]);
    private readonly MemoryVault _vault = new();
    private readonly MailUser _user = new(mail.Server);
    private readonly TenantId _tenant = TenantId.New();

    [Theory]
    [InlineData(ImapAddress.Tls)]
    [InlineData(ImapAddress.StartTls)]
    [InlineData(ImapAddress.PlainText)]
    public async Task The_password_is_asked_for_once_and_comes_from_the_vault_from_then_on(string scheme)
    {
        var account = Account(scheme);
        (await SignInAsync(account, new ScriptedPrompt(_user.Password))).Should().BeTrue("{0} is encrypted or on this machine", scheme);
        (await SignInAsync(account, new ScriptedPrompt())).Should().BeTrue("nobody is asked");
        _vault.References.Should().ContainSingle().Which.Should().Be(new CredentialReference(_tenant, account.CredentialName(Hasher), "import"));
    }

    [Fact]
    public async Task A_wrong_password_is_kept_until_the_server_takes_another()
    {
        var account = Account(ImapAddress.Tls);
        await FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong"));
        (await FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt())).Message.Should().Contain("--new-password");
        await FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong too"), isNewPassword: true);
        (await StoredAsync(account)).Should().Be("wrong");
        (await SignInAsync(account, new ScriptedPrompt(_user.Password), isNewPassword: true)).Should().BeTrue();
        await FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong again"), isNewPassword: true);
        (await SignInAsync(account, new ScriptedPrompt())).Should().BeTrue("the right one was not replaced by a wrong one");
    }

    [Fact]
    public async Task A_new_password_is_sealed_where_there_was_none()
    {
        var account = Account(ImapAddress.Tls);
        (await SignInAsync(account, new ScriptedPrompt(_user.Password), isNewPassword: true)).Should().BeTrue();
        (await StoredAsync(account)).Should().Be(_user.Password);
    }

    [Fact]
    public async Task No_password_stores_nothing()
    {
        var signIn = () => SignInAsync(Account(ImapAddress.Tls), new EmptyPrompt());
        await signIn.Should().ThrowAsync<NoPasswordException>();
        _vault.References.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_nothing_listens_the_password_is_kept()
    {
        var account = Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, ClosedPort()) };
        await FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_user.Password));
        (await StoredAsync(account)).Should().Be(_user.Password);
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
        var account = Account(scheme) with { Endpoint = new CredentialEndpoint(scheme, DovecotServer.Host, server.Port) };
        await FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_user.Password), patience: TimeSpan.FromMilliseconds(500));
        server.Received.Should().NotContain(_user.Name);
        (await StoredAsync(account)).Should().Be(_user.Password);
    }

    /// <summary>A line is kept in memory until it ends, and this one does not.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready")]
    public async Task A_server_that_never_stops_talking_is_left(string? greeting)
    {
        using var server = new ScriptedImap(greeting, _ => "") { Babble = true };
        var account = Account(ImapAddress.StartTls) with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, server.Port) };
        await FailsAsync(account, ImapFailure.Unreachable, new ScriptedPrompt(_user.Password));
        server.Sent.Should().BeLessThan(20_000_000, "a megabyte is read, and what the system has in hand");
    }

    [Fact]
    public async Task Whoever_stops_while_a_server_says_nothing_is_let_go()
    {
        using var server = new ScriptedImap(null, _ => "");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var password = new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, server.Port), UserName = _user.Name, Value = Secret.FromText(_user.Password) };
        await FluentActions.Awaiting(() => new ImapConnection(CertificateTrust.System).OpenAsync(password, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_name_and_a_password_of_any_script_sign_in()
    {
        var account = Account(ImapAddress.Tls) with { User = $"müller-{_user.Name}" };
        const string Password = "пароль ☃ 😀 \"\\";
        mail.Server.SetPassword(account.User, Password);
        (await SignInAsync(account, new ScriptedPrompt(Password))).Should().BeTrue();
        (await SignInAsync(account, new ScriptedPrompt())).Should().BeTrue();
    }

    [Theory]
    [InlineData(ImapAddress.Tls)]
    [InlineData(ImapAddress.StartTls)]
    public async Task A_certificate_that_is_not_trusted_gets_no_password(string scheme)
    {
        var account = Account(scheme);
        await FailsAsync(account, ImapFailure.NotTrusted, new ScriptedPrompt(_user.Password), trust: CertificateTrust.System);
        await using var other = await DovecotServer.CreateAsync();
        await FailsAsync(account, ImapFailure.NotTrusted, new ScriptedPrompt(), trust: CertificateTrust.Read(other.AuthorityFile));
        mail.Server.ReadLog().Should().NotContain(_user.Name, "nobody has tried to sign in");
        (await StoredAsync(account)).Should().Be(_user.Password);
    }

    [Fact]
    public async Task A_certificate_for_another_name_gets_no_password()
    {
        var account = Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, "127.0.0.1", mail.Server.TlsPort) };
        await FailsAsync(account, ImapFailure.OtherHost, new ScriptedPrompt(_user.Password));
        mail.Server.ReadLog().Should().NotContain(_user.Name);
    }

    [Fact]
    public async Task A_server_that_hides_its_TLS_gets_no_password()
    {
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGIN] ready", line => $"{line.Split(' ')[0]} OK done");
        var account = Account(ImapAddress.StartTls) with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, server.Port) };
        await FailsAsync(account, ImapFailure.NoTls, new ScriptedPrompt(_user.Password));
        server.Received.Should().NotContainAny("AUTHENTICATE", "LOGIN", _user.Name);
    }

    [Fact]
    public async Task A_port_without_TLS_gets_no_password()
    {
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", _ => null);
        var account = Account(ImapAddress.Tls) with { Endpoint = new CredentialEndpoint(ImapAddress.Tls, DovecotServer.Host, server.Port) };
        await FailsAsync(account, ImapFailure.NoTls, new ScriptedPrompt(_user.Password));
        server.Received.Should().NotContain(_user.Name);
    }

    [Fact]
    public async Task Plain_text_goes_to_no_other_machine()
    {
        // An address for documentation (RFC 5737): nothing is sent there.
        var account = Account(ImapAddress.PlainText) with { Endpoint = new CredentialEndpoint(ImapAddress.PlainText, "192.0.2.1", 143) };
        (await FailsAsync(account, ImapFailure.NotOnThisMachine, new ScriptedPrompt(_user.Password))).Message.Should().Contain("--imap-without-tls");
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_is_not_quoted()
    {
        var sent = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{_user.Name}\0{_user.Password}"));
        using var server = new ScriptedImap("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", line => $"{line.Split(' ')[0]} NO [ALERT] refused {sent} {line}");
        var account = Account(ImapAddress.PlainText) with { Endpoint = new CredentialEndpoint(ImapAddress.PlainText, DovecotServer.Host, server.Port) };
        var fault = await FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt(_user.Password));
        server.Received.Should().Contain(sent, "the server has it");
        fault.ToString().Should().NotContain(sent).And.NotContain(_user.Password);
        fault.InnerException.Should().BeNull();
    }

    [Fact]
    public async Task A_record_of_another_server_is_not_used()
    {
        var account = Account(ImapAddress.Tls);
        (await SignInAsync(account, new ScriptedPrompt(_user.Password))).Should().BeTrue();

        var elsewhere = account with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, mail.Server.Port) };
        var asked = new ScriptedPrompt("of the other server");
        await FailsAsync(elsewhere, ImapFailure.Refused, asked);
        asked.Asked.Should().Be(1, "the record of the first server is none of the second's");

        _vault.Substitute = sealedOne => new Credential { Kind = sealedOne.Kind, Endpoint = elsewhere.Endpoint, UserName = sealedOne.UserName, Value = sealedOne.Value.Clone() };
        await FailsAsync(account, ImapFailure.OtherAccount, new ScriptedPrompt());
    }

    private ImapAccount Account(string scheme) =>
        new(new CredentialEndpoint(scheme, DovecotServer.Host, scheme == ImapAddress.Tls ? mail.Server.TlsPort : mail.Server.Port), _user.Name, "INBOX");

    private async Task<bool> SignInAsync(ImapAccount account, IPasswordPrompt prompt, bool isNewPassword = false, CertificateTrust? trust = null, TimeSpan? patience = null)
    {
        var signIn = new ImapSignIn(_vault, _tenant, Hasher, prompt, new ImapConnection(trust ?? CertificateTrust.Read(mail.Server.AuthorityFile), patience));
        using var client = await signIn.SignInAsync(account, isNewPassword, MailHarness.Token);
        return client.IsAuthenticated;
    }

    private async Task<ImapException> FailsAsync(ImapAccount account, ImapFailure failure, IPasswordPrompt prompt, bool isNewPassword = false, CertificateTrust? trust = null, TimeSpan? patience = null)
    {
        var signIn = () => SignInAsync(account, prompt, isNewPassword, trust, patience);
        var fault = (await signIn.Should().ThrowAsync<ImapException>()).Which;
        fault.Failure.Should().Be(failure);
        return fault;
    }

    private async Task<string> StoredAsync(ImapAccount account)
    {
        using var lease = await _vault.OpenAsync(new CredentialReference(_tenant, account.CredentialName(Hasher), "import"), new CredentialAccess("test"), MailHarness.Token);
        return lease.Credential.Value.RevealAsString();
    }

    private static int ClosedPort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class EmptyPrompt : IPasswordPrompt
    {
        public Task<Secret> AskAsync(CancellationToken cancellationToken) => throw new NoPasswordException();
    }
}
