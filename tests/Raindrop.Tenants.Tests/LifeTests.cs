using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>The life of a tenant on every store.</summary>
public sealed class LifeTests
{
    public static TheoryData<string> Stores => TenantWorld.All;

    public static TheoryData<string> Erasing => TenantWorld.Erasing;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_tenant_is_created_once_and_found_by_id_by_identity_and_by_database(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var host = world.NewHost();
        var subject = TenantWorld.NewSubject();

        var made = await host.Directory.CreateAsync(subject);

        made.Should().Match<TenantInfo>(tenant => tenant.Phase == TenantPhase.Active && tenant.State == TenantState.Active && tenant.Identities == 1);
        made.Database.Should().MatchRegex("^t-[a-z2-7]{26}$").And.NotContain(made.Tenant.Value);
        var other = world.NewHost();
        (await other.Directory.CreateAsync(subject)).Should().Be(made);
        (await other.Directory.FindAsync(made.Tenant)).Should().Be(made);
        (await other.Directory.FindAsync(subject)).Should().Be(made);
        (await other.Directory.FindTenantAsync(made.Database)).Should().Be(made.Tenant);
        (await other.Directory.ListAsync().ToListAsync()).Should().Equal(made);
        (await other.Keys!.Store.FindAsync(made.Tenant))!.State.Should().Be(TenantKeyState.Active);
        await world.RequireSettledAsync(subject);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Whoever_is_no_tenant_is_not_found(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var directory = world.NewHost().Directory;
        var made = await directory.CreateAsync(new TenantSubject("https://id.example", "1"));

        (await directory.FindAsync(TenantId.New())).Should().BeNull();
        (await directory.FindAsync(new TenantSubject("https://id.example", "2"))).Should().BeNull();
        (await directory.FindAsync(new TenantSubject("https://ID.example", "1"))).Should().BeNull("an issuer is compared as it is");
        (await directory.FindTenantAsync("t-" + made.Tenant)).Should().BeNull();
        (await FailureOf(directory.SuspendAsync(TenantId.New()))).Should().Be(TenantDirectoryFailure.Missing);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task No_identity_is_stored_in_the_clear(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        await world.NewHost().Directory.CreateAsync(new TenantSubject("https://id.example/realm", "ada@example.org"));

        var bodies = await world.BodiesAsync();

        bodies.Should().HaveCount(3).And.NotContain(body => body.Contains("example") || body.Contains("ada"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_suspended_tenant_keeps_its_database_and_gets_everything_back(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var host = world.NewHost();
        var subject = TenantWorld.NewSubject();
        var made = await host.Directory.CreateAsync(subject);
        await world.Server.GetDatabase(made.Database).PutAsync(new Document { Id = "note:1" });

        var suspended = await host.Directory.SuspendAsync(made.Tenant);

        suspended.Should().Match<TenantInfo>(tenant => tenant.Phase == TenantPhase.Suspended && tenant.State == TenantState.Suspended);
        (await host.Directory.CreateAsync(subject)).Should().Be(suspended, "signing in ends no suspension");
        (await host.Keys!.Store.FindAsync(made.Tenant))!.State.Should().Be(TenantKeyState.Suspended);
        await world.RequireSettledAsync(subject);
        (await host.Directory.ResumeAsync(made.Tenant)).Should().Be(made with { SuspendedAt = world.Time.GetUtcNow() });
        (await host.Keys.Store.FindAsync(made.Tenant))!.State.Should().Be(TenantKeyState.Active);
        (await world.Server.GetDatabase(made.Database).GetRevisionAsync("note:1")).Should().NotBeNull();
        await world.RequireSettledAsync(subject);
    }

    [Theory]
    [MemberData(nameof(Erasing))]
    public async Task A_deleted_tenant_leaves_a_tombstone_without_personal_data_and_its_names_never_come_back(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var host = world.NewHost();
        var subject = TenantWorld.NewSubject();
        var made = await host.Directory.CreateAsync(subject);
        using var backup = new MemoryStream();
        await host.Keys!.Store.BackUpAsync(backup);

        var deletion = await host.Directory.DeleteAsync(made.Tenant);

        deletion.Remains.Select(remainder => remainder.Kind).Should().Equal(TenantRemainderKind.KeysInMemory, TenantRemainderKind.KeyBackups, TenantRemainderKind.DirectoryEntry, TenantRemainderKind.IdentityHashes);
        deletion.Remains[1].Until.Should().BeAfter(deletion.DeletedAt);
        (await host.Directory.DeleteAsync(made.Tenant)).Should().BeEquivalentTo(deletion, "it is deleted once");
        (await host.Directory.FindAsync(made.Tenant))!.Deletion.Should().BeEquivalentTo(deletion);
        (await host.Directory.FindAsync(subject)).Should().BeNull();
        (await host.Keys.Store.FindAsync(made.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        (await world.BodiesAsync()).Should().NotContain(body => body.Contains(world.HashOf(subject)));
        (await FailureOf(host.Directory.ResumeAsync(made.Tenant))).Should().Be(TenantDirectoryFailure.Deleted);

        var again = await host.Directory.CreateAsync(subject);
        (again.Tenant == made.Tenant || again.Database == made.Database).Should().BeFalse();
        await world.RequireSettledAsync(subject);
    }

    [Theory]
    [MemberData(nameof(Erasing))]
    public async Task What_was_replaced_of_a_deleted_tenant_is_gone_from_the_store(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var host = world.NewHost(hasKeys: false);
        var subject = TenantWorld.NewSubject();
        var made = await host.Directory.CreateAsync(subject);
        var id = Tenancy.Stored.TenantEntry.IdOf(made.Tenant);
        var before = await world.Raw.GetRevisionAsync(id);

        await host.Directory.DeleteAsync(made.Tenant);

        // Two more revisions follow the one that has no identities, of which the last was written after the store was compacted.
        var old = await world.Raw.BulkReadAsync([new DocumentReference(id, before)]).ToListAsync();
        old.Should().ContainSingle().Which.Document.Should().BeNull();
    }

    private static async Task<TenantDirectoryFailure> FailureOf<T>(ValueTask<T> work) =>
        (await FluentActions.Awaiting(async () => await work).Should().ThrowAsync<TenantDirectoryException>()).Which.Failure;
}
