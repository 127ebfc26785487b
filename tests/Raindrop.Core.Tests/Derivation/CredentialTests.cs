using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Credentials;
using Raindrop.Derivation;
using Raindrop.Extensions;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>An extension gets a credential of its tenant only if its registration asks for it by name and purpose.</summary>
public sealed class CredentialTests
{
    private readonly CredentialScene _scene = new();

    [Fact]
    public async Task An_extension_opens_what_it_declared_under_its_own_name()
    {
        await _scene.PutAsync("a");
        var result = await _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database);

        TestTenant.Of(result, "decrypt").Written.Should().Be(1);
        (await _scene.TextAsync("a")).Should().Contain("of mail");
        _scene.Vault.Opened.Should().Equal((new CredentialReference(ScriptedVault.Tenant, "mail", "decrypt"), "extension.decrypt"));
    }

    [Fact]
    public async Task What_a_run_was_given_does_not_outlive_it()
    {
        await _scene.PutAsync("a");
        List<CredentialLease> kept = [];
        await _scene.Runner(CredentialScene.Extension(async (context, input) =>
        {
            kept.Add(await context.OpenCredentialAsync("mail", "decrypt"));
            kept.Add(await context.OpenCredentialAsync("mail", "decrypt"));
            kept.Should().OnlyContain(lease => !CredentialScene.IsDisposed(lease.Credential.Value));
        })).RunOnceAsync(_scene.Database);

        kept.Should().HaveCount(2).And.OnlyContain(lease => CredentialScene.IsDisposed(lease.Credential.Value));
        _scene.Vault.Leases.Should().OnlyContain(lease => CredentialScene.IsDisposed(lease.Credential.Value));
    }

    [Theory]
    [InlineData("mail", "export")]
    [InlineData("other", "decrypt")]
    [InlineData("Mail", "decrypt")]
    public async Task What_it_did_not_declare_it_does_not_get(string name, string purpose)
    {
        await _scene.PutAsync("a");
        (await _scene.FailureOfAsync(CredentialScene.Extension(async (context, _) => await context.OpenCredentialAsync(name, purpose)))).Should().Be((DerivationFailure.UndeclaredCredential, 1));
        _scene.Vault.Opened.Should().BeEmpty("the vault is not even asked");
    }

    public static TheoryData<DerivationFailure> Failures => [DerivationFailure.MissingCredential, DerivationFailure.ExpiredCredential, DerivationFailure.UnreadableCredential];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_is_wrong_with_a_credential_is_a_failure_of_its_own_and_is_not_tried_again(DerivationFailure failure)
    {
        await _scene.PutAsync("a");
        _scene.Vault.Failure = reference => failure switch
        {
            DerivationFailure.MissingCredential => new CredentialNotFoundException(reference),
            DerivationFailure.ExpiredCredential => new CredentialExpiredException(reference),
            _ => new CredentialUnreadableException(reference),
        };

        (await _scene.FailureOfAsync(CredentialScene.Decrypting())).Should().Be((failure, 1));
        _scene.Vault.Opened.Should().ContainSingle();
        _scene.Vault.Failure = _ => null;
        await _scene.Runner(CredentialScene.Decrypting()).RetryDeadLettersAsync(_scene.Database);
        TestTenant.Of(await _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database), "decrypt").Written.Should().Be(1, "once it is there, it is tried again when asked to");
    }

    [Fact]
    public async Task A_shredded_tenant_has_no_readable_credential_and_a_database_of_nobody_has_none()
    {
        await _scene.PutAsync("a");
        _scene.Vault.Failure = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Shredded);
        (await _scene.FailureOfAsync(CredentialScene.Decrypting())).Failure.Should().Be(DerivationFailure.UnreadableCredential);

        await _scene.PutAsync("b");
        (_scene.Vault.Failure, _scene.Vault.Found) = (_ => null, null);
        await _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database);
        (await _scene.Runner(CredentialScene.Decrypting()).ListDeadLettersAsync(_scene.Database).ToListAsync()).Select(letter => letter.Category).Should().Equal(DerivationFailure.UnreadableCredential, DerivationFailure.MissingCredential);
    }

    [Fact]
    public async Task Without_a_vault_the_host_is_told()
    {
        await _scene.PutAsync("a");
        var registry = ExtensionRegistry.Create(CredentialScene.Schemas, [CredentialScene.Decrypting()]);

        (await FluentActions.Awaiting(() => TestTenant.Runner(registry).RunOnceAsync(_scene.Database)).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*ITenantLookup*");
    }
}
