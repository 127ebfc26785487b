using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Audit;

/// <summary>Trails whose time is over.</summary>
public sealed class AuditSweepTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_trail_goes_when_its_time_is_over_and_not_before(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var (living, recent, old) = (TenantId.New(), TenantId.New(), world.Tenant);
        foreach (var tenant in (TenantId[])[living, recent, old])
        {
            for (var n = 0; n < 3; n++) await world.Audit.AppendAsync(AuditTrailTests.Note(tenant, "a"));
        }

        var fork = (await world.AuditDatabase.GetAsync(new DocumentReference($"rd.audit:{old}/0000000000000000002")))!;
        await world.AuditDatabase.BulkWriteAsync([new Document { Id = fork.Id, Revision = "1-00000000000000000000000000000000", Content = fork.Content }], WriteMode.Replicated);
        world.Shreddings.ShreddedAt[old] = world.Time.GetUtcNow() - TimeSpan.FromDays(365);
        world.Shreddings.ShreddedAt[recent] = world.Time.GetUtcNow() - TimeSpan.FromDays(365) + TimeSpan.FromMinutes(1);

        (await world.Audit.SweepAsync()).Should().Equal(old);
        world.AuditGate.Requests.Should().EndWith("compact", "what was deleted must not stay in the file");
        (await world.Audit.ReadAsync(old).ToListAsync()).Should().BeEmpty("a leaf that lost a conflict is gone too");
        (await world.Audit.ReadAsync(recent).ToListAsync()).Should().HaveCount(3);
        (await world.Audit.ReadAsync(living).ToListAsync()).Should().HaveCount(3);
        (await world.Audit.SweepAsync()).Should().BeEmpty();
        world.Time.Advance(TimeSpan.FromMinutes(2));
        (await world.Audit.SweepAsync()).Should().Equal(recent);

        await world.Audit.AppendAsync(AuditTrailTests.Note(old, "late"));
        (await world.Audit.VerifyAsync(old)).Should().BeEquivalentTo(new { Entries = 1L, IsIntact = true }, "who asks for a shredded tenant begins a new trail");
    }

    [Fact]
    public async Task A_host_that_writes_all_the_time_begins_a_new_trail_once_the_old_one_was_swept()
    {
        await using var world = await VaultWorld.CreateAsync();
        for (var n = 0; n < 3; n++) await world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a"));
        world.Shreddings.ShreddedAt[world.Tenant] = world.Time.GetUtcNow() - TimeSpan.FromDays(400);

        (await world.Audit.SweepAsync()).Should().Equal(world.Tenant);
        (await world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "late"))).Number.Should().Be(1);
        (await world.Audit.VerifyAsync(world.Tenant)).Should().BeEquivalentTo(new { Entries = 1L, IsIntact = true });
    }

    [Fact]
    public async Task A_damaged_key_document_keeps_its_own_tenants_trail_and_no_other()
    {
        await using var world = await VaultWorld.CreateAsync();
        List<TenantId> tenants = [.. Enumerable.Range(0, 3).Select(_ => TenantId.New()).OrderBy(tenant => tenant.Value, StringComparer.Ordinal)];
        foreach (var tenant in tenants)
        {
            await world.Audit.AppendAsync(AuditTrailTests.Note(tenant, "a"));
            world.Shreddings.ShreddedAt[tenant] = world.Time.GetUtcNow() - TimeSpan.FromDays(400);
        }

        world.Shreddings.Damaged.Add(tenants[1]);
        (await world.Audit.SweepAsync()).Should().Equal(tenants[0], tenants[2]);
        (await world.Audit.ReadAsync(tenants[1]).ToListAsync()).Should().ContainSingle();

        world.Shreddings.Damaged.Clear();
        (await world.Audit.SweepAsync()).Should().Equal(tenants[1]);
    }

    [Fact]
    public async Task A_store_that_cannot_compact_is_no_failure()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a"));
        world.Shreddings.ShreddedAt[world.Tenant] = world.Time.GetUtcNow() - TimeSpan.FromDays(400);
        world.AuditGate.Before("compact", () => throw new StoreFeatureMissingException(StoreCapabilities.Compaction));

        (await world.Audit.SweepAsync()).Should().Equal(world.Tenant);
    }
}
