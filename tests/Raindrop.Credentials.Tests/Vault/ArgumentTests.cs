using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>What is not of its form is refused before anything is stored or noted.</summary>
public sealed class ArgumentTests
{
    private static readonly CredentialEndpoint Endpoint = new("imaps", "imap.example.org", 993);

    public static TheoryData<string> Wrong =>
        ["no secret", "empty secret", "long secret", "token with password", "empty token", "long token", "long user name", "half a character", "no such kind", "no endpoint"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_credential_that_is_none_is_refused(string what)
    {
        await using var world = await VaultWorld.CreateAsync();
        var credential = Make(what);
        var storing = () => world.Vault.StoreAsync(world.Imap, credential, VaultWorld.Access).AsTask();
        var replacing = () => world.Vault.ReplaceAsync(world.Imap, credential, VaultWorld.Access).AsTask();

        (await storing.Should().ThrowAsync<ArgumentException>()).Which.ParamName.Should().Be("credential");
        await replacing.Should().ThrowAsync<ArgumentException>();
        (await world.TrailAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_secret_and_a_user_name_of_the_greatest_length_are_taken()
    {
        await using var world = await VaultWorld.CreateAsync();
        using var credential = new Credential
        {
            Kind = CredentialKind.OAuthTokens,
            Endpoint = Endpoint,
            UserName = new string('ä', Credential.MaxLength / 2),
            Value = Secret.Random(Credential.MaxLength),
            RefreshToken = Secret.Random(Credential.MaxLength),
        };
        await world.Vault.StoreAsync(world.Imap, credential, VaultWorld.Access);
        using var lease = await world.Vault.OpenAsync(world.Imap, VaultWorld.Access);

        lease.Credential.UserName.Should().Be(credential.UserName);
        lease.Credential.RefreshToken.Should().Be(credential.RefreshToken);
    }

    [Fact]
    public async Task A_name_a_purpose_an_actor_and_a_tenant_have_a_form()
    {
        await using var world = await VaultWorld.CreateAsync();
        using var credential = VaultWorld.Password();
        CredentialReference[] references = [world.Imap with { Name = "Mail" }, world.Imap with { Name = null! }, world.Imap with { Purpose = "" }, world.Imap with { Tenant = default }];
        foreach (var reference in references)
        {
            await FluentActions.Awaiting(() => world.Vault.StoreAsync(reference, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
            await FluentActions.Awaiting(() => world.Vault.ReplaceAsync(reference, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
            await FluentActions.Awaiting(() => world.Vault.OpenAsync(reference, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        }

        await FluentActions.Awaiting(() => world.Vault.OpenAsync(world.Imap, new CredentialAccess("user@example.org")).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => world.Vault.OpenAsync(world.Imap, default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => world.Vault.DeleteAsync(world.Tenant, "Mail", VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => world.Vault.DeleteAsync(default, "mail", VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => world.Vault.ListAsync(default(TenantId)).ToListAsync().AsTask()).Should().ThrowAsync<ArgumentException>();
        (await world.TrailAsync()).Should().BeEmpty();
    }

    private static Credential Make(string what) => what switch
    {
        "no secret" => new Credential { Kind = CredentialKind.Password, Endpoint = Endpoint, Value = null! },
        "empty secret" => Of(Secret.Copy([])),
        "long secret" => Of(Secret.Random(Credential.MaxLength + 1)),
        "token with password" => Of(Secret.Random(1), CredentialKind.Password, Secret.Random(1)),
        "empty token" => Of(Secret.Random(1), token: Secret.Copy([])),
        "long token" => Of(Secret.Random(1), token: Secret.Random(Credential.MaxLength + 1)),
        "long user name" => Of(Secret.Random(1), userName: new string('ä', (Credential.MaxLength / 2) + 1)),
        "half a character" => Of(Secret.Random(1), userName: "a\ud800"),
        "no such kind" => Of(Secret.Random(1), (CredentialKind)3),
        _ => new Credential { Kind = CredentialKind.Password, Endpoint = null!, Value = Secret.Random(1) },
    };

    private static Credential Of(Secret value, CredentialKind kind = CredentialKind.OAuthTokens, Secret? token = null, string? userName = null) =>
        new() { Kind = kind, Endpoint = Endpoint, Value = value, RefreshToken = token, UserName = userName };
}
