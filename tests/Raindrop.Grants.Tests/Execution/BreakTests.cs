using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;
using Raindrop.TestServers;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>Executors that are killed at any request, before or after its effect, or that meet another one there: whoever comes next brings the grant to the same end.</summary>
public sealed class BreakTests
{
    private const string Doc = "rd.release:a";
    private const string Gone = "rd.release:gone";
    private const string Design = "_design/rd.app";

    /// <summary>A pass has fewer requests.</summary>
    private const int MostRequests = 200;

    public static TheoryData<string, bool> Stores => new()
    {
        { TenantWorld.Embedded, false },
        { TenantWorld.Embedded, true },
        { RealServers.Names[0], true },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_pass_that_is_killed_anywhere_is_finished_by_the_next(string store, bool afterEffect)
    {
        await using var world = await GrantWorld.CreateAsync(store);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        var isCut = true;
        var sequence = 0;
        for (; isCut; sequence++)
        {
            sequence.Should().BeLessThan(MostRequests);
            foreach (var tenant in tenants) await world.PutAsync(tenant, Gone, "{}", await world.DatabaseOf(tenant).GetRevisionAsync(Gone));
            var grant = await world.PresentAsync(sequence + 1, tenants, (Doc, $$"""{"v":{{sequence}}}"""), (Design, $$"""{"v":{{sequence}}}"""), (Gone, null));
            var gate = new CutGate();
            gate.CutAt(sequence, afterEffect);
            isCut = await IsCutAsync(() => world.NewExecutor(gate).RunOnceAsync());

            (await world.NewExecutor().RunOnceAsync()).Left.Should().Be(0);

            foreach (var tenant in tenants)
            {
                (await world.ReadAsync(tenant, Doc)).Should().Be($$"""{"v":{{sequence}}}""");
                (await world.ReadAsync(tenant, Design)).Should().Be($$"""{"v":{{sequence}}}""");
                (await world.ReadAsync(tenant, Gone)).Should().BeNull();
                (await world.OutcomeAsync(grant, tenant)).Outcome.Should().Be(GrantOutcome.Written);
            }

            (await world.WaitingAsync()).Should().Be(0);
        }

        sequence.Should().BeGreaterThan(20, "there were as many requests to be cut at");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_executors_of_two_releases_that_meet_anywhere_come_to_the_newer_one(bool olderIsInterrupted)
    {
        for (var cut = 0; cut < MostRequests; cut++)
        {
            await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
            var tenant = await world.CreateTenantAsync();
            var (first, second) = (Release(5), Release(6));
            if (!olderIsInterrupted) (first, second) = (second, first);
            await world.PresentAsync(first.Sequence, [tenant], first.Documents);
            var (gate, hasMet) = (new CutGate(), false);
            gate.Interrupt(cut, async () =>
            {
                hasMet = true;
                await world.PresentAsync(second.Sequence, [tenant], second.Documents);
                // The other one works on both.
                await world.NewExecutor().RunOnceAsync();
            });

            await world.NewExecutor(gate).RunOnceAsync();
            await world.NewExecutor().RunOnceAsync();

            if (!hasMet)
            {
                cut.Should().BeGreaterThan(8);
                return;
            }

            (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":6}""", "cut {0}", cut);
            (await world.ReadAsync(tenant, Gone)).Should().BeNull("cut {0}: the newer release deletes it", cut);
            (await world.ReadAsync(tenant, Design) ?? """{"only":5}""").Should().Be("""{"only":5}""");
            (await world.JournalAsync(tenant)).Should().HaveCount(2).And.OnlyContain(entry => entry.Outcome != GrantOutcome.Refused);
            (await world.WaitingAsync()).Should().Be(0);
        }

        static (int Sequence, (string, string?)[] Documents) Release(int sequence) => sequence == 5
            ? (5, [(Doc, """{"v":5}"""), (Gone, """{"v":5}"""), (Design, """{"only":5}""")])
            : (6, [(Doc, """{"v":6}"""), (Gone, null)]);
    }

    [Fact]
    public async Task What_a_write_left_that_came_late_is_taken_back_where_it_is_met()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        await world.PresentAsync(6, [tenant], (Doc, """{"v":6}"""), (Gone, null));
        await world.NewExecutor().RunOnceAsync();

        // A create goes through over a tombstone, and on a cluster two writes may both be taken.
        await world.PutAsync(tenant, Gone, """{"v":5}""");
        var late = new Document { Id = Doc, Revision = "9-abc", RevisionHistory = ["9-abc"], Content = """{"v":5}"""u8.ToArray() };
        await world.DatabaseOf(tenant).BulkWriteAsync([late], WriteMode.Replicated);
        var older = await world.PresentAsync(5, [tenant], (Doc, """{"v":5}"""), (Gone, """{"v":5}"""));
        await world.NewExecutor().RunOnceAsync();

        (await world.ReadAsync(tenant, Gone)).Should().BeNull();
        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":6}""");
        (await world.OutcomeAsync(older, tenant)).Outcome.Should().Be(GrantOutcome.Superseded);
    }

    [Fact]
    public async Task What_the_tenant_wrote_where_a_newer_release_deleted_is_left_alone()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var tenant = await world.CreateTenantAsync();
        await world.PresentAsync(6, [tenant], (Gone, null), (Doc, """{"v":6}"""));
        await world.NewExecutor().RunOnceAsync();
        await world.PutAsync(tenant, Gone, """{"own":true}""");
        await world.PresentAsync(5, [tenant], (Gone, """{"v":5}"""), (Doc, """{"v":5}"""));

        await world.NewExecutor().RunOnceAsync();

        (await world.ReadAsync(tenant, Gone)).Should().Be("""{"own":true}""");
        (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":6}""");
    }

    [Fact]
    public async Task Many_executors_at_once_bring_many_grants_to_one_end()
    {
        await using var world = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        TenantInfo[] tenants = [await world.CreateTenantAsync(), await world.CreateTenantAsync()];
        for (var sequence = 1; sequence <= 8; sequence++) await world.PresentAsync(sequence, tenants, (Doc, $$"""{"v":{{sequence}}}"""));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await world.NewExecutor().RunOnceAsync())));
        await world.NewExecutor().RunOnceAsync();

        foreach (var tenant in tenants)
        {
            (await world.ReadAsync(tenant, Doc)).Should().Be("""{"v":8}""");
            (await world.JournalAsync(tenant)).Should().HaveCount(8).And.OnlyContain(entry => entry.Outcome != GrantOutcome.Refused);
        }

        (await world.WaitingAsync()).Should().Be(0);
    }

    /// <returns>Whether the work was cut off. Executors go on with other grants where a store is away, so it shows in what is left too.</returns>
    private static async Task<bool> IsCutAsync(Func<ValueTask<GrantPass>> work)
    {
        try
        {
            return (await work()).Left > 0;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }
}
