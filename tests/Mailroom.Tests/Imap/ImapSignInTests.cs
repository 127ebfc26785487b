using Mailroom.Credentials;
using Mailroom.Imap;
using Mailroom.Tests.Support;
using Raindrop.Credentials;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Imap;

/// <summary>The password is asked for once, and stays in the vault until the server takes another.</summary>
[Collection(MailServerTests.Name)]
public sealed class ImapSignInTests(MailServerFixture mail)
{
    private readonly SignInScene _scene = new(mail.Server);

    [Theory]
    [InlineData(ImapAddress.Tls)]
    [InlineData(ImapAddress.StartTls)]
    [InlineData(ImapAddress.PlainText)]
    public async Task The_password_is_asked_for_once_and_comes_from_the_vault_from_then_on(string scheme)
    {
        var account = _scene.Account(scheme);
        (await _scene.SignInAsync(account, new ScriptedPrompt(_scene.User.Password))).Should().BeTrue("{0} is encrypted or on this machine", scheme);
        (await _scene.SignInAsync(account, new ScriptedPrompt())).Should().BeTrue("nobody is asked");
        _scene.Vault.References.Should().ContainSingle().Which.Should().Be(new CredentialReference(_scene.Tenant, account.CredentialName(SignInScene.Hasher), "import"));
    }

    [Fact]
    public async Task A_wrong_password_is_kept_until_the_server_takes_another()
    {
        var account = _scene.Account(ImapAddress.Tls);
        await _scene.FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong"));
        (await _scene.FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt())).Message.Should().Contain("--new-password");
        await _scene.FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong too"), isNewPassword: true);
        (await _scene.StoredAsync(account)).Should().Be("wrong");
        (await _scene.SignInAsync(account, new ScriptedPrompt(_scene.User.Password), isNewPassword: true)).Should().BeTrue();
        await _scene.FailsAsync(account, ImapFailure.Refused, new ScriptedPrompt("wrong again"), isNewPassword: true);
        (await _scene.SignInAsync(account, new ScriptedPrompt())).Should().BeTrue("the right one was not replaced by a wrong one");
    }

    [Fact]
    public async Task A_new_password_is_sealed_where_there_was_none()
    {
        var account = _scene.Account(ImapAddress.Tls);
        (await _scene.SignInAsync(account, new ScriptedPrompt(_scene.User.Password), isNewPassword: true)).Should().BeTrue();
        (await _scene.StoredAsync(account)).Should().Be(_scene.User.Password);
    }

    [Fact]
    public async Task No_password_stores_nothing()
    {
        var signIn = () => _scene.SignInAsync(_scene.Account(ImapAddress.Tls), new EmptyPrompt());
        await signIn.Should().ThrowAsync<NoPasswordException>();
        _scene.Vault.References.Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_and_a_password_of_any_script_sign_in()
    {
        var account = _scene.Account(ImapAddress.Tls) with { User = $"müller-{_scene.User.Name}" };
        const string Password = "пароль ☃ 😀 \"\\";
        _scene.Server.SetPassword(account.User, Password);
        (await _scene.SignInAsync(account, new ScriptedPrompt(Password))).Should().BeTrue();
        (await _scene.SignInAsync(account, new ScriptedPrompt())).Should().BeTrue();
    }

    [Fact]
    public async Task A_record_of_another_server_is_not_used()
    {
        var account = _scene.Account(ImapAddress.Tls);
        (await _scene.SignInAsync(account, new ScriptedPrompt(_scene.User.Password))).Should().BeTrue();

        var elsewhere = account with { Endpoint = new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, _scene.Server.Port) };
        var asked = new ScriptedPrompt("of the other server");
        await _scene.FailsAsync(elsewhere, ImapFailure.Refused, asked);
        asked.Asked.Should().Be(1, "the record of the first server is none of the second's");

        _scene.Vault.Substitute = sealedOne => new Credential { Kind = sealedOne.Kind, Endpoint = elsewhere.Endpoint, UserName = sealedOne.UserName, Value = sealedOne.Value.Clone() };
        await _scene.FailsAsync(account, ImapFailure.OtherAccount, new ScriptedPrompt());
    }

    private sealed class EmptyPrompt : IPasswordPrompt
    {
        public Task<Secret> AskAsync(CancellationToken cancellationToken) => throw new NoPasswordException();
    }
}
