using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Vault;

public sealed class LifecycleTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_credential_is_stored_opened_replaced_listed_and_deleted(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var stored = await world.StoreAsync("first");
        (await world.OpenAsync()).Should().Be("first");

        var replaced = await world.ReplaceAsync("second", stored.Version);
        (await world.OpenAsync()).Should().Be("second");
        replaced.Version.Should().NotBe(stored.Version);
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().Equal(replaced);

        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeFalse();
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialNotFoundException>();
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().BeEmpty();
        (await world.TrailAsync()).Should().Equal(
            "Store Requested", "Store Done", "Open Done", "Replace Requested", "Replace Done", "Open Done", "Delete Requested", "Delete Done", "Delete Requested", "Delete NotFound", "Open NotFound");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task All_of_a_credential_comes_back(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var expires = world.Time.GetUtcNow().AddDays(1).AddMilliseconds(700);
        using var credential = new Credential
        {
            Kind = CredentialKind.OAuthTokens,
            Endpoint = new CredentialEndpoint("https", "api.example.org", 443),
            UserName = "jörg \"j\" \\ \u0001 😀",
            Value = Secret.Random(Credential.MaxLength),
            RefreshToken = Secret.Random(1),
            ExpiresAt = expires,
        };
        var reference = new CredentialReference(world.Tenant, "a" + new string('9', 63), "z" + new string('_', 63));
        var access = new CredentialAccess(new string('x', 64));
        await world.Vault.StoreAsync(reference, credential, access);
        using var lease = await world.Vault.OpenAsync(reference, access);

        (lease.Credential.Kind, lease.Credential.Endpoint, lease.Credential.UserName).Should().Be((credential.Kind, credential.Endpoint, credential.UserName));
        lease.Credential.Value.Should().Be(credential.Value);
        lease.Credential.RefreshToken.Should().Be(credential.RefreshToken);
        lease.Credential.ExpiresAt.Should().Be(expires.AddMilliseconds(-expires.Millisecond), "times are kept to the second");
        lease.Info.Should().Be((await world.Vault.ListAsync(world.Tenant).ToListAsync()).Single());
        lease.Info.Should().BeEquivalentTo(new { Reference = reference, credential.Kind, StoredAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), ExpiresAt = lease.Credential.ExpiresAt });
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Credentials_of_a_tenant_are_listed_by_name_and_those_of_others_are_not(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        using var credential = VaultWorld.Password();
        foreach (var name in new[] { "b", "a-b", "a.b", "a" }) await world.Vault.StoreAsync(world.Imap with { Name = name }, credential, VaultWorld.Access);
        await world.Vault.StoreAsync(world.Imap with { Tenant = Tenancy.TenantId.New(), Name = "c" }, credential, VaultWorld.Access);

        (await world.Vault.ListAsync(world.Tenant).Select(info => info.Reference.Name).ToListAsync()).Should().Equal("a", "a-b", "a.b", "b");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_name_is_taken_once(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync("first");
        using var credential = VaultWorld.Password("second");
        var storing = () => world.Vault.StoreAsync(world.Imap with { Purpose = "export" }, credential, VaultWorld.Access).AsTask();

        (await storing.Should().ThrowAsync<CredentialExistsException>()).Which.Reference.Name.Should().Be("mail.imap");
        (await world.OpenAsync()).Should().Be("first");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Store Requested", "Store Exists", "Open Done");
    }

    [Fact]
    public async Task A_credential_serves_its_purpose_alone()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        using var credential = VaultWorld.Password();
        var other = world.Imap with { Purpose = "export" };

        await FluentActions.Awaiting(() => world.Vault.OpenAsync(other, VaultWorld.Access).AsTask()).Should().ThrowAsync<CredentialNotFoundException>();
        await FluentActions.Awaiting(() => world.Vault.ReplaceAsync(other, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<CredentialNotFoundException>();
        (await world.OpenAsync()).Should().Be("correct horse");
    }

    [Fact]
    public async Task An_expired_credential_is_listed_and_replaced_but_not_opened()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first", world.Time.GetUtcNow().AddHours(1));
        (await world.OpenAsync()).Should().Be("first");
        world.Time.AutoAdvanceAmount = TimeSpan.Zero;
        world.Time.SetUtcNow((await world.Vault.ListAsync(world.Tenant).SingleAsync()).ExpiresAt!.Value);

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialExpiredException>();
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().ContainSingle();
        await world.ReplaceAsync("second");
        (await world.OpenAsync()).Should().Be("second");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open Done", "Open Expired", "Replace Requested", "Replace Done", "Open Done");
    }

    [Fact]
    public async Task A_caller_keeps_its_credential_and_the_vault_needs_it_no_more()
    {
        await using var world = await VaultWorld.CreateAsync();
        using var credential = VaultWorld.Password("mine");
        await world.Vault.StoreAsync(world.Imap, credential, VaultWorld.Access);
        credential.Value.RevealAsString().Should().Be("mine");
        credential.Dispose();

        (await world.OpenAsync()).Should().Be("mine");
        await FluentActions.Awaiting(() => world.Vault.ReplaceAsync(world.Imap, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        (await world.OpenAsync()).Should().Be("mine");
    }

    [Fact]
    public async Task A_version_names_one_state()
    {
        await using var world = await VaultWorld.CreateAsync();
        var first = await world.StoreAsync("first");
        await world.ReplaceAsync("second");

        (await FluentActions.Awaiting(() => world.ReplaceAsync("third", first.Version)).Should().ThrowAsync<CredentialConflictException>()).Which.Reference.Should().Be(world.Imap);
        (await world.OpenAsync()).Should().Be("second");
        (await world.TrailAsync()).TakeLast(3).Should().Equal("Replace Requested", "Replace Conflict", "Open Done");
    }

    [Fact]
    public async Task A_credential_that_is_not_there_cannot_be_replaced()
    {
        await using var world = await VaultWorld.CreateAsync();

        await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<CredentialNotFoundException>();
        (await world.TrailAsync()).Should().Equal("Replace Requested", "Replace NotFound");
    }

    [Fact]
    public async Task What_is_stored_tells_nothing_of_the_secret()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("correct horse");
        var document = await world.Credentials.GetAsync(new DocumentReference(world.RecordId));

        System.Text.Encoding.UTF8.GetString(document!.Content.Span).Should().NotContainAny("correct", "example.org", "user@", Convert.ToBase64String("correct horse"u8));
    }
}
