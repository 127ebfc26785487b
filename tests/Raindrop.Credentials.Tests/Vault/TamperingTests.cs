using System.Text;
using System.Text.Json.Nodes;
using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>What whoever can write the credential database may try.</summary>
public sealed class TamperingTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_record_that_is_put_in_another_tenants_place_is_unreadable(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync();
        var victim = world.Imap with { Tenant = TenantId.New() };
        var body = await BodyAsync(world);
        body["rd_key"] = $"{victim.Tenant}/mail.imap";
        await world.Credentials.PutAsync(new Document { Id = $"rd.credential:{victim.Tenant}/mail.imap", Content = Encoding.UTF8.GetBytes(body.ToJsonString()) });

        (await FluentActions.Awaiting(() => world.Vault.OpenAsync(victim, VaultWorld.Access).AsTask()).Should().ThrowAsync<CredentialUnreadableException>()).Which.Reference.Should().Be(victim);
        (await world.Audit.ReadAsync(victim.Tenant).SingleAsync()).Note.Outcome.Should().Be(AuditOutcome.Unreadable);
    }

    [Theory]
    [InlineData("purpose", "export")]
    [InlineData("kind", "ApiKey")]
    [InlineData("stored", "2026-01-31T12:00:01Z")]
    [InlineData("expires", "2099-01-01T00:00:00Z")]
    [InlineData("tenant_key", "k2")]
    [InlineData("tenant_key", "")]
    [InlineData("rd_key", "another")]
    [InlineData("more", "1")]
    public async Task Whoever_edits_what_stands_in_the_clear_makes_it_unreadable(string member, string value)
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first", world.Time.GetUtcNow().AddHours(1));
        world.Keys.Rotate(world.Tenant);
        await EditAsync(world, body => body[member] = value);
        var reference = member == "purpose" ? world.Imap with { Purpose = value } : world.Imap;

        await FluentActions.Awaiting(() => world.Vault.OpenAsync(reference, VaultWorld.Access).AsTask()).Should().ThrowAsync<CredentialUnreadableException>();
        (await world.TrailAsync()).Should().EndWith("Open Unreadable");
    }

    /// <summary>Were it not there for the purpose that it was stored for, nobody could store it again either: the name is taken.</summary>
    [Fact]
    public async Task A_record_whose_purpose_was_edited_is_unreadable_for_the_true_one_too_and_can_be_replaced()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        await EditAsync(world, body => body["purpose"] = "export");

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialUnreadableException>();
        await world.ReplaceAsync("second");
        (await world.OpenAsync()).Should().Be("second");
    }

    [Fact]
    public async Task Whoever_takes_the_expiry_away_makes_it_unreadable()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first", world.Time.GetUtcNow().AddHours(1));
        await EditAsync(world, body => body.Remove("expires"));

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialUnreadableException>();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_damaged_record_is_listed_last_can_be_replaced_and_deleted(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        using var credential = VaultWorld.Password();
        await world.StoreAsync();
        await world.Vault.StoreAsync(world.Imap with { Name = "z" }, credential, VaultWorld.Access);
        await EditAsync(world, body => body.Clear());
        List<string> listed = [];
        var listing = async () =>
        {
            await foreach (var info in world.Vault.ListAsync(world.Tenant)) listed.Add(info.Reference.Name);
        };

        (await listing.Should().ThrowAsync<CredentialUnreadableException>()).Which.Reference.Name.Should().Be("mail.imap");
        listed.Should().Equal("z");
        await world.ReplaceAsync("second");
        (await world.OpenAsync()).Should().Be("second");
        await EditAsync(world, body => body.Clear());
        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_leaf_that_lost_a_conflict_never_comes_back(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync("first");
        var first = await world.Credentials.GetAsync(new DocumentReference(world.RecordId));
        await PlantAsync(world, first!, "1-00000000000000000000000000000000");
        await PlantAsync(world, first!, "1-00000000000000000000000000000001");

        await world.ReplaceAsync("second");
        (await ConflictsAsync(world)).Should().BeEmpty();
        await PlantAsync(world, first!, "1-00000000000000000000000000000002");
        (await ConflictsAsync(world)).Should().ContainSingle();

        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialNotFoundException>();
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_rotation_leaves_no_leaf_that_lost_a_conflict_under_the_old_key(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync("first");
        var first = await world.Credentials.GetAsync(new DocumentReference(world.RecordId));
        await PlantAsync(world, first!, "1-00000000000000000000000000000000");
        world.Keys.Rotate(world.Tenant);

        (await world.NewReseal().ResealAsync(world.Tenant)).Resealed.Should().Be(1);
        (await ConflictsAsync(world)).Should().BeEmpty();
        (await world.OpenAsync()).Should().Be("first");
    }

    [Fact]
    public async Task Of_two_hosts_that_both_created_it_on_a_cluster_the_one_that_lost_is_told()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("other");
        var other = (await world.Credentials.GetAsync(new DocumentReference(world.RecordId)))!;
        await world.Credentials.DeleteAsync(world.RecordId, other.Revision!);
        await using var cluster = await VaultWorld.CreateAsync();
        // A node of the cluster that had not heard of it took the creation; now they have spoken with each other.
        cluster.CredentialGate.After("put", async () =>
        {
            var mine = $"rd.credential:{cluster.Tenant}/mail.imap";
            await cluster.Credentials.BulkWriteAsync([new Document { Id = mine, Revision = "1-ffffffffffffffffffffffffffffffff", Content = other.Content }], WriteMode.Replicated);
        });

        await FluentActions.Awaiting(() => cluster.StoreAsync("mine")).Should().ThrowAsync<CredentialExistsException>();
        (await ConflictsAsync(cluster)).Should().BeEmpty("who lost has taken its leaf away");
        (await cluster.Credentials.GetRevisionAsync(cluster.RecordId)).Should().Be("1-ffffffffffffffffffffffffffffffff");
    }

    private static async Task<JsonObject> BodyAsync(VaultWorld world) =>
        JsonNode.Parse((await world.Credentials.GetAsync(new DocumentReference(world.RecordId)))!.Content.Span)!.AsObject();

    private static async Task EditAsync(VaultWorld world, Action<JsonObject> edit)
    {
        var body = await BodyAsync(world);
        edit(body);
        var revision = await world.Credentials.GetRevisionAsync(world.RecordId);
        await world.Credentials.PutAsync(new Document { Id = world.RecordId, Revision = revision, Content = Encoding.UTF8.GetBytes(body.ToJsonString()) });
    }

    private static async Task PlantAsync(VaultWorld world, Document document, string revision) =>
        await world.Credentials.BulkWriteAsync([new Document { Id = document.Id, Revision = revision, Content = document.Content }], WriteMode.Replicated);

    private static async Task<IReadOnlyList<string>> ConflictsAsync(VaultWorld world) =>
        (await world.Credentials.GetAsync(new DocumentReference(world.RecordId), new ReadOptions { IncludeConflicts = true }))!.Conflicts;
}
