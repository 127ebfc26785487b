using System.Text;
using Raindrop.Documents;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>Whoever can write the queue, as a gateway that was taken over can, has no right that a grant does not give.</summary>
public sealed class HostileQueueTests
{
    private const string Doc = "rd.release:a";

    [Fact]
    public async Task What_no_known_key_signed_is_thrown_away_and_tells_nobody()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var forged = world.Queued(1, [tenant], (Doc, "{}"));
        await AddAsync(world, forged with { Token = TestGrants.Seal(forged.Grant, GrantKeyPair.Create(TestGrants.Key.Id)) });
        await AddAsync(world, world.Queued(1, [tenant], (Doc, "{}")) with { Token = "rubbish" });
        await world.Queue.PutAsync(new Document { Id = GrantQueue.IdOf("rubbish"), Content = """{"a":[{}]}"""u8.ToArray() });

        (await world.NewExecutor().RunOnceAsync()).Should().Be(new GrantPass { Discarded = 3 });

        await RequireNothingAsync(world, tenant);
        (await world.JournalAsync(tenant)).Should().BeEmpty("nobody knows whom a forged grant is about");
        world.Log.Should().Contain(line => line.Contains("Signature")).And.NotContain(line => line.Contains(Doc) || line.Contains(tenant.Database));
    }

    [Fact]
    public async Task A_good_grant_under_anothers_key_is_thrown_away()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var (good, other) = (world.Queued(1, [tenant], (Doc, "{}")), world.Queued(1, [tenant], (Doc, "{}")));
        await world.Queue.PutAsync(new Document { Id = GrantQueue.IdOf(other.Key), Content = QueuedGrantJson.Write(good) });

        (await world.NewExecutor().RunOnceAsync()).Discarded.Should().Be(1);

        await RequireNothingAsync(world, tenant);
    }

    [Theory]
    [InlineData("""{"v":2}""")]
    [InlineData("""{"v":1e2}""")]
    [InlineData("""{"_attachments":{}}""")]
    public async Task Other_contents_than_the_granted_ones_are_refused(string json)
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var queued = world.Queued(1, [tenant], (Doc, """{"v":1}"""));
        await AddAsync(world, queued with { Contents = new Dictionary<string, ReadOnlyMemory<byte>> { [Doc] = Encoding.UTF8.GetBytes(json) } });
        var without = world.Queued(1, [tenant], (Doc, """{"v":1}"""));
        await AddAsync(world, without with { Contents = new Dictionary<string, ReadOnlyMemory<byte>>() });

        (await world.NewExecutor().RunOnceAsync()).Settled.Should().Be(2);

        await RequireNothingAsync(world, tenant);
        foreach (var grant in new[] { queued.Grant, without.Grant }) (await world.OutcomeAsync(grant, tenant)).Refusal.Should().Be(GrantRefusal.Content);
    }

    [Fact]
    public async Task Contents_beside_the_granted_ones_are_not_written()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var queued = world.Queued(1, [tenant], (Doc, "{}"));
        await AddAsync(world, queued with { Contents = new Dictionary<string, ReadOnlyMemory<byte>>(queued.Contents) { ["rd.release:b"] = "{}"u8.ToArray(), ["_design/evil"] = "{}"u8.ToArray() } });

        await world.NewExecutor().RunOnceAsync();

        (await world.OutcomeAsync(queued.Grant, tenant)).Outcome.Should().Be(GrantOutcome.Written);
        (await world.ReadAsync(tenant, "rd.release:b")).Should().BeNull();
        (await world.ReadAsync(tenant, "_design/evil")).Should().BeNull();
    }

    [Fact]
    public async Task An_expired_grant_cannot_be_planted_and_one_that_waited_too_long_is_refused()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var late = world.Queued(1, [tenant], (Doc, "{}"));
        world.Time.Advance(TimeSpan.FromMinutes(6));
        await AddAsync(world, late with { AcceptedAt = world.Time.GetUtcNow() });
        (await world.NewExecutor().RunOnceAsync()).Discarded.Should().Be(1);

        world.Time.Advance(world.Options.MaxDelay);
        await AddAsync(world, late);
        (await world.NewExecutor().RunOnceAsync()).Settled.Should().Be(1);

        await RequireNothingAsync(world, tenant);
        (await world.OutcomeAsync(late.Grant, tenant)).Refusal.Should().Be(GrantRefusal.TooLate);
    }

    [Fact]
    public async Task A_grant_is_good_once_however_often_it_is_presented()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var queued = world.Queued(1, [tenant], (Doc, """{"v":1}"""));
        await AddAsync(world, queued);
        await AddAsync(world, queued);
        await world.NewExecutor().RunOnceAsync();
        await world.PutAsync(tenant, Doc, """{"own":true}""", await world.DatabaseOf(tenant).GetRevisionAsync(Doc));

        await AddAsync(world, queued);
        (await world.NewExecutor().RunOnceAsync()).Should().Be(new GrantPass { Repeated = 1 });

        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"own":true}""");
        (await world.JournalAsync(tenant)).Should().ContainSingle();
        (await world.WaitingAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Of_a_grant_that_waits_twice_as_a_cluster_may_take_it_the_good_one_counts()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        var queued = world.Queued(1, [tenant], (Doc, "{}"));
        await AddAsync(world, queued);
        await PlantAsync(world, queued with { AcceptedAt = queued.AcceptedAt.AddSeconds(9) }, "9-abc");
        await PlantAsync(world, queued with { Contents = new Dictionary<string, ReadOnlyMemory<byte>>() }, "9-abd");
        await PlantAsync(world, queued with { Token = "rubbish" }, "9-abe");

        (await world.NewExecutor().RunOnceAsync()).Settled.Should().Be(1);

        (await world.OutcomeAsync(queued.Grant, tenant)).Should().BeEquivalentTo(new { Outcome = GrantOutcome.Written, queued.AcceptedAt });
        (await world.WaitingAsync()).Should().Be(0);
    }

    private static ValueTask AddAsync(GrantWorld world, QueuedGrant queued) => new GrantQueue(world.Queue).AddAsync(queued, default);

    private static async Task PlantAsync(GrantWorld world, QueuedGrant queued, string revision) => await world.Queue.BulkWriteAsync(
        [new Document { Id = GrantQueue.IdOf(queued.Key), Revision = revision, RevisionHistory = [revision], Content = QueuedGrantJson.Write(queued) }], WriteMode.Replicated);

    private static async Task RequireNothingAsync(GrantWorld world, TenantInfo tenant)
    {
        (await world.ReadAsync(tenant, Doc)).Should().BeNull();
        (await world.WaitingAsync()).Should().Be(0);
    }
}
