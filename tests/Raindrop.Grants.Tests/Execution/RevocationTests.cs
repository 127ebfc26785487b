using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>A suspension revokes what was issued before it, from its first write on, also where it is over by the time a grant is executed.</summary>
public sealed class RevocationTests
{
    private const string Doc = "rd.release:a";

    [Fact]
    public async Task A_suspended_tenant_gets_nothing_and_others_do()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        var grant = await world.PresentAsync(1, tenants, (Doc, "{}"));
        await world.Directory.SuspendAsync(tenants[0].Tenant);

        await world.NewExecutor().RunOnceAsync();

        (await world.ReadAsync(tenants[0], Doc)).Should().BeNull();
        (await world.OutcomeAsync(grant, tenants[0])).Refusal.Should().Be(GrantRefusal.Revoked);
        (await world.OutcomeAsync(grant, tenants[1])).Outcome.Should().Be(GrantOutcome.Written);
    }

    [Fact]
    public async Task Resuming_brings_no_grant_back_and_a_new_one_is_good()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var old = await world.PresentAsync(1, [tenant], (Doc, "{}"));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Directory.SuspendAsync(tenant.Tenant);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.Directory.ResumeAsync(tenant.Tenant)).SuspendedAt.Should().Be(world.Time.GetUtcNow().AddMinutes(-1));
        await world.NewExecutor().RunOnceAsync();
        (await world.OutcomeAsync(old, tenant)).Refusal.Should().Be(GrantRefusal.Revoked);

        var fresh = await world.PresentAsync(1, [tenant], (Doc, "{}"));
        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(fresh, tenant)).Outcome.Should().Be(GrantOutcome.Written);
    }

    [Fact]
    public async Task A_suspension_that_begins_anywhere_in_front_of_the_write_stops_it()
    {
        for (var cut = 0; ; cut++)
        {
            await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
            var tenant = await world.CreateTenantAsync();
            var grant = await world.PresentAsync(1, [tenant], (Doc, "{}"));
            var wasThere = false;
            var gate = new LastGate(cut, async () =>
            {
                wasThere = await world.ReadAsync(tenant, Doc) is not null;
                await world.Directory.SuspendAsync(tenant.Tenant);
            });

            await world.NewExecutor(gate).RunOnceAsync();

            if (wasThere)
            {
                cut.Should().BeGreaterThan(8, "there were as many requests in front of the write");
                return;
            }

            // Between the last look at the tenant and the write there is nothing.
            if (gate.Interrupted == "bulk-write") continue;
            (await world.ReadAsync(tenant, Doc)).Should().BeNull("it was suspended in front of {0}, the request {1}", gate.Interrupted, cut);
            (await world.OutcomeAsync(grant, tenant)).Refusal.Should().Be(GrantRefusal.Revoked);
        }
    }

    [Fact]
    public async Task A_tenant_that_is_gone_has_no_journal_and_holds_nobody_up()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        var grant = await world.PresentAsync(1, [tenants[0], tenants[1], tenants[0] with { Tenant = TenantId.New() }], (Doc, "{}"));
        await world.Directory.DeleteAsync(tenants[0].Tenant);

        (await world.NewExecutor().RunOnceAsync()).Should().Be(new GrantPass { Settled = 1 });

        (await world.JournalAsync(tenants[0])).Should().BeEmpty();
        (await world.OutcomeAsync(grant, tenants[1])).Outcome.Should().Be(GrantOutcome.Written);
    }
}
