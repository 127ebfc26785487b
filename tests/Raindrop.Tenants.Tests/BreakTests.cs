using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>Hosts that are killed in front of any request: whoever comes next, the same call or the look through the directory, brings it to its end.</summary>
public sealed class BreakTests
{
    public static TheoryData<string> Stores => TenantWorld.Erasing;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_creation_that_is_cut_off_anywhere_is_finished_or_undone(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        List<TenantSubject> subjects = [];
        var cuts = await CutEverywhereAsync(async gate =>
        {
            subjects.Add(TenantWorld.NewSubject());
            await world.NewHost(gate).Directory.CreateAsync(subjects[^1]);
        }, async cut =>
        {
            if (cut % 2 == 0) (await world.NewHost().Directory.FinishAsync()).Left.Should().BeEmpty();
            (await world.NewHost().Directory.CreateAsync(subjects[^1])).Phase.Should().Be(TenantPhase.Active);
        });

        cuts.Should().BeGreaterThan(8);
        await world.NewHost().Directory.FinishAsync();
        await world.RequireSettledAsync([.. subjects]);
        (await world.ListAsync()).Count(tenant => tenant.Phase == TenantPhase.Active).Should().Be(subjects.Count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_deletion_that_is_cut_off_anywhere_is_finished(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        TenantInfo? tenant = null;
        var subject = TenantWorld.NewSubject();
        var cuts = await CutEverywhereAsync(async gate =>
        {
            tenant = await world.NewHost().Directory.CreateAsync(subject);
            await world.NewHost(gate).Directory.DeleteAsync(tenant.Tenant);
        }, async cut =>
        {
            if (cut % 2 == 0) (await world.NewHost().Directory.FinishAsync()).Left.Should().BeEmpty();
            var deletion = await world.NewHost().Directory.DeleteAsync(tenant!.Tenant);
            deletion.Remains.Select(remainder => remainder.Kind).Should().Contain(TenantRemainderKind.DirectoryEntry);
            (await world.NewHost().Directory.FindAsync(subject)).Should().BeNull();
        });

        cuts.Should().BeGreaterThan(8);
        await world.RequireSettledAsync(subject);
        (await world.ListAsync()).Should().OnlyContain(gone => gone.Phase == TenantPhase.Deleted).And.HaveCount(cuts + 1);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_suspension_and_its_end_that_are_cut_off_anywhere_are_finished(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var tenant = await world.NewHost().Directory.CreateAsync(TenantWorld.NewSubject());
        foreach (var isActive in new[] { false, true })
        {
            var cuts = await CutEverywhereAsync(async gate =>
            {
                await SetAsync(world.NewHost().Directory, tenant.Tenant, !isActive);
                await SetAsync(world.NewHost(gate).Directory, tenant.Tenant, isActive);
            }, async _ =>
            {
                (await world.NewHost().Directory.FinishAsync()).Left.Should().BeEmpty();
                var phase = (await world.NewHost().Directory.FindAsync(tenant.Tenant))!.Phase;
                (await world.NewHost().Keys!.Store.FindAsync(tenant.Tenant))!.State.Should().Be(phase == TenantPhase.Active ? TenantKeyState.Active : TenantKeyState.Suspended);
                await world.RequireSettledAsync();
            });
            cuts.Should().BeGreaterThan(3);
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_link_that_is_cut_off_anywhere_is_finished_or_was_not_begun(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var present = TenantWorld.NewSubject();
        var tenant = await world.NewHost(hasKeys: false).Directory.CreateAsync(present);
        TenantSubject? added = null;
        var cuts = await CutEverywhereAsync(async gate =>
        {
            if (tenant.Identities > 1) await ReplaceAsync();
            added = TenantWorld.NewSubject();
            await world.NewHost(gate, hasKeys: false).Directory.LinkAsync(tenant.Tenant, Proof(present), Proof(added));
        }, async _ =>
        {
            (await world.NewHost(hasKeys: false).Directory.FinishAsync()).Left.Should().BeEmpty();
            var directory = world.NewHost(hasKeys: false).Directory;
            var identities = (await directory.FindAsync(tenant.Tenant))!.Identities;
            (await directory.FindAsync(added!))?.Tenant.Should().Be(tenant.Tenant);
            ((await directory.FindAsync(added!)) is null).Should().Be(identities == 1);
            tenant = (await directory.FindAsync(tenant.Tenant))!;
        });

        cuts.Should().BeGreaterThan(4);

        async Task ReplaceAsync()
        {
            await world.NewHost(hasKeys: false).Directory.DeleteAsync(tenant.Tenant);
            tenant = await world.NewHost(hasKeys: false).Directory.CreateAsync(present);
        }

        ProvenSubject Proof(TenantSubject subject) => new(subject, world.Time.GetUtcNow());
    }

    private static ValueTask<TenantInfo> SetAsync(ITenantDirectory directory, TenantId tenant, bool isActive) =>
        isActive ? directory.ResumeAsync(tenant) : directory.SuspendAsync(tenant);

    /// <returns>How many requests there were to cut at.</returns>
    private static async Task<int> CutEverywhereAsync(Func<CutGate, Task> work, Func<int, Task> recover)
    {
        for (var cut = 0; ; cut++)
        {
            var gate = new CutGate();
            gate.CutAt(cut, afterEffect: false);
            try
            {
                await work(gate);
                return cut;
            }
            catch (StoreUnavailableException)
            {
                await recover(cut);
            }
        }
    }
}
