using Raindrop.Documents;
using Raindrop.Grants.Execution;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>What is kept, for how long, and what waits for what.</summary>
public sealed class KeepingTests
{
    private const string Doc = "rd.release:a";

    public static TheoryData<string> Stores => TenantWorld.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_kept_of_a_grant_goes_with_its_time_and_what_is_written_stays(string store)
    {
        await using var world = await GrantWorld.CreateAsync(store);
        var tenant = await world.CreateTenantAsync();
        await world.PresentAsync(1, [tenant], (Doc, "{}"));
        await world.NewExecutor().RunOnceAsync();
        (await IdsAsync(world)).Should().HaveCount(3);

        world.Time.Jump(world.Options.Retention + TimeSpan.FromSeconds(1));
        await world.PresentAsync(2, [tenant], (Doc, "{}"));
        await world.NewExecutor().RunOnceAsync();
        await world.NewExecutor().SweepAsync();
        (await IdsAsync(world)).Should().BeEquivalentTo("rd.grant.outcome", "rd.grant.outcome", "rd.grant.settled", "rd.grant.target");

        world.Time.Jump(world.Options.JournalRetention);
        await world.NewExecutor().SweepAsync();
        (await IdsAsync(world)).Should().BeEquivalentTo("rd.grant.outcome", "rd.grant.target");

        world.Time.Jump(TimeSpan.FromSeconds(1));
        await world.NewExecutor().SweepAsync();
        (await IdsAsync(world)).Should().BeEquivalentTo("rd.grant.target");
        (await world.ReadAsync(tenant, Doc)).Should().Be("{}");
    }

    [Fact]
    public async Task A_grant_that_is_forgotten_is_too_old_to_be_executed_again_even_where_a_clock_goes_back()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var queued = world.Queued(1, [tenant], (Doc, "{}"));
        world.Time.Jump(world.Options.Retention + TimeSpan.FromSeconds(1));
        await world.NewExecutor().SweepAsync();
        await new GrantQueue(world.Queue).AddAsync(queued, default);

        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(queued.Grant, tenant)).Refusal.Should().Be(GrantRefusal.TooLate);
    }

    [Fact]
    public async Task A_deleted_tenant_leaves_no_target_and_no_journal()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        await world.PresentAsync(1, tenants, (Doc, "{}"));
        await world.NewExecutor().RunOnceAsync();

        var remains = await new GrantRemoval(world.Ledger).DeleteAsync(tenants[0].Tenant, world.Time.GetUtcNow());
        (await new GrantRemoval(world.Ledger).DeleteAsync(tenants[0].Tenant, world.Time.GetUtcNow())).Should().BeEquivalentTo(remains);

        remains.Should().Equal(new TenantRemainder(TenantRemainderKind.GrantRecords, null));
        var rows = await world.Ledger.ReadRangeAsync(new IdRange(null, null)).ToListAsync();
        rows.Should().NotContain(row => row.Id.Contains(tenants[0].Tenant.Value)).And.Contain(row => row.Id.Contains(tenants[1].Tenant.Value));
    }

    [Fact]
    public async Task A_tenant_whose_database_is_away_holds_up_neither_others_nor_other_grants_and_is_tried_again()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        var both = await world.PresentAsync(1, tenants, (Doc, "{}"));
        var other = await world.PresentAsync(1, [tenants[1]], ("rd.release:b", "{}"));
        await world.Server.DeleteDatabaseAsync(tenants[0].Database);
        var executor = world.NewExecutor();

        (await executor.RunOnceAsync()).Should().Be(new GrantPass { Settled = 1, Left = 1 });
        (await world.OutcomeAsync(both, tenants[1])).Outcome.Should().Be(GrantOutcome.Written);
        (await world.OutcomeAsync(other, tenants[1])).Outcome.Should().Be(GrantOutcome.Written);

        await world.Server.CreateDatabaseAsync(tenants[0].Database);
        (await executor.RunOnceAsync()).Left.Should().Be(1, "it rests first");
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await executor.RunOnceAsync()).Settled.Should().Be(1);
        (await world.OutcomeAsync(both, tenants[0])).Outcome.Should().Be(GrantOutcome.Written);
    }

    [Fact]
    public async Task A_database_that_stays_away_ends_with_the_delay()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var grant = await world.PresentAsync(1, [tenant], (Doc, "{}"));
        await world.Server.DeleteDatabaseAsync(tenant.Database);
        await world.NewExecutor().RunOnceAsync();
        world.Time.Advance(TimeSpan.FromMinutes(5) + world.Options.MaxDelay + TimeSpan.FromSeconds(1));

        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(grant, tenant)).Refusal.Should().Be(GrantRefusal.TooLate);
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_target_that_cannot_be_read_stops_that_tenant_and_nothing_is_written()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        await world.Ledger.PutAsync(new Document { Id = $"rd.grant.target:{tenant.Tenant}", Content = """{"rd_schema":"rd.grant.target","rd_schema_version":2}"""u8.ToArray() });
        await world.PresentAsync(1, [tenant], (Doc, "{}"));

        (await world.NewExecutor().RunOnceAsync()).Left.Should().Be(1);

        (await world.ReadAsync(tenant, Doc)).Should().BeNull();
        world.Log.Should().Contain(line => line.Contains("update this host"));
    }

    private static async Task<List<string>> IdsAsync(GrantWorld world) =>
        [.. (await world.Ledger.ReadRangeAsync(new IdRange(null, null)).ToListAsync()).Select(row => row.Id.Split(':')[0])];
}
