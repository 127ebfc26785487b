using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>Several hosts at once, and each in between any two requests of the other.</summary>
public sealed class RaceTests
{
    public static TheoryData<string> Stores => TenantWorld.Erasing;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Hosts_that_create_for_one_identity_at_once_make_one_tenant(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var subjects = Enumerable.Range(0, 3).Select(_ => TenantWorld.NewSubject()).ToArray();

        var made = await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => subjects).Select(subject => Task.Run(async () => (subject, await world.NewHost().Directory.CreateAsync(subject)))));

        made.DistinctBy(one => one.Item2.Tenant).Should().HaveCount(subjects.Length);
        await world.NewHost().Directory.FinishAsync();
        (await world.ListAsync()).Count(tenant => tenant.Phase == TenantPhase.Active).Should().Be(subjects.Length);
        await world.RequireSettledAsync(subjects);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_creation_that_another_host_overtakes_at_any_request_ends_in_the_same_tenant(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        List<TenantSubject> subjects = [];
        await InterruptEverywhereAsync(async (gate, request, interrupt) =>
        {
            var subject = TenantWorld.NewSubject();
            subjects.Add(subject);
            TenantInfo? other = null;
            gate.Interrupt(request, async () =>
            {
                interrupt();
                other = await world.NewHost().Directory.CreateAsync(subject);
            });
            var here = await world.NewHost(gate).Directory.CreateAsync(subject);
            if (other is not null) here.Should().Be(other);
        });

        await world.NewHost().Directory.FinishAsync();
        await world.RequireSettledAsync([.. subjects]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_tenant_that_is_deleted_while_it_is_created_leaves_no_database_behind(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        await InterruptEverywhereAsync(async (gate, request, interrupt) =>
        {
            var subject = TenantWorld.NewSubject();
            gate.Interrupt(request, async () =>
            {
                interrupt();
                var there = world.NewHost(hasKeys: false).Directory;
                if (await there.FindAsync(subject) is { } found) await there.DeleteAsync(found.Tenant);
            });
            (await world.NewHost(gate, hasKeys: false).Directory.CreateAsync(subject)).Phase.Should().Be(TenantPhase.Active);
            await world.RequireSettledAsync(subject);
        });
    }

    [Fact]
    public async Task A_creation_that_sleeps_through_a_deletion_and_dies_leaves_a_database_that_the_next_look_deletes()
    {
        await using var world = await TenantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.NewHost().Directory.CreateAsync(TenantWorld.NewSubject());
        await world.NewHost().Directory.DeleteAsync(tenant.Tenant);
        await world.Server.CreateDatabaseAsync(tenant.Database);

        (await world.NewHost().Directory.FinishAsync()).Finished.Should().Be(1);

        (await world.ExistsAsync(tenant.Database)).Should().BeFalse();
        (await world.NewHost().Directory.FinishAsync()).Finished.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_suspension_and_its_end_at_once_leave_entry_keys_and_access_in_agreement(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var tenant = await world.NewHost().Directory.CreateAsync(TenantWorld.NewSubject());
        await InterruptEverywhereAsync(async (gate, request, interrupt) =>
        {
            await world.NewHost().Directory.ResumeAsync(tenant.Tenant);
            gate.Interrupt(request, async () =>
            {
                interrupt();
                await world.NewHost().Directory.ResumeAsync(tenant.Tenant);
            });
            (await world.NewHost(gate).Directory.SuspendAsync(tenant.Tenant)).Phase.Should().Be(TenantPhase.Suspended);
            (await world.NewHost().Keys!.Store.FindAsync(tenant.Tenant))!.State.Should().Be(TenantKeyState.Suspended);
            await world.RequireSettledAsync();
        });
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_identity_that_two_tenants_claimed_on_a_cluster_goes_to_one_of_them_on_every_host(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var directory = world.NewHost(hasKeys: false).Directory;
        var (subject, other) = (TenantWorld.NewSubject(), TenantWorld.NewSubject());
        var first = await directory.CreateAsync(subject);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await directory.CreateAsync(other);
        var id = Tenancy.Stored.IdentityClaims.Schema + ":" + world.HashOf(subject);
        await world.PlantAsync(id, "1-ffffffffffffffffffffffffffffffff", Tenancy.Stored.TenantPointerJson.Write(Tenancy.Stored.IdentityClaims.Schema, world.HashOf(subject), second.Tenant));

        (await world.NewHost(hasKeys: false).Directory.FindAsync(subject))!.Tenant.Should().Be(first.Tenant, "it is the older one");

        (await world.Raw.GetAsync(new DocumentReference(id), new ReadOptions { IncludeConflicts = true }))!.Conflicts.Should().BeEmpty();
        (await directory.CreateAsync(subject)).Tenant.Should().Be(first.Tenant);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_entries_in_conflict_the_strictest_holds(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var directory = world.NewHost(hasKeys: false).Directory;
        var subject = TenantWorld.NewSubject();
        var made = await directory.CreateAsync(subject);
        var entry = await world.EntryAsync(made.Tenant);
        foreach (var (state, revision) in new[] { (Tenancy.Stored.TenantEntryState.Suspended, "1-00000000000000000000000000000000"), (Tenancy.Stored.TenantEntryState.Active, "9-ffffffffffffffffffffffffffffffff") })
            await world.PlantAsync(entry.Id, revision, Tenancy.Stored.TenantEntryJson.Write(entry with { State = state }));

        (await directory.FindAsync(subject))!.Phase.Should().Be(TenantPhase.Suspended);

        var raw = await world.Raw.GetAsync(new DocumentReference(entry.Id), new ReadOptions { IncludeConflicts = true });
        raw!.Conflicts.Should().BeEmpty();
        (await directory.ResumeAsync(made.Tenant)).Phase.Should().Be(TenantPhase.Active);
        await world.RequireSettledAsync(subject);
    }

    /// <summary>Lets something happen in front of the first request, then of the second, until there is none.</summary>
    private static async Task InterruptEverywhereAsync(Func<CutGate, int, Action, Task> run)
    {
        var isInterrupted = true;
        var requests = 0;
        for (; isInterrupted; requests++)
        {
            isInterrupted = false;
            await run(new CutGate(), requests, () => isInterrupted = true);
        }

        requests.Should().BeGreaterThan(5, "every request was interrupted once");
    }
}
