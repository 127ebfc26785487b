using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Shredding that is killed, or that others work against: it is done in the end, and no backup brings the keys back.</summary>
public sealed class ShreddingInterruptionTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_host_that_writes_the_document_meanwhile_does_not_bring_the_keys_back()
    {
        for (var request = 0; request < 12; request++)
        {
            using var world = new KeyWorld();
            var gate = new CutGate();
            await world.NewHost().Store.CreateAsync(world.Tenant);
            gate.Interrupt(request, async () =>
            {
                var other = world.NewHost().Store;
                if ((await other.FindAsync(world.Tenant))!.State == TenantKeyState.Active) await other.SuspendAsync(world.Tenant);
            });

            await world.NewHost(gate).Store.ShredAsync(world.Tenant);

            (await world.NewHost().Store.FindAsync(world.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        }
    }

    [Fact]
    public async Task A_mark_that_an_attacker_removes_meanwhile_is_set_again()
    {
        for (var request = 0; request < 8; request++)
        {
            using var world = new KeyWorld();
            var gate = new CutGate();
            await world.NewHost().Store.CreateAsync(world.Tenant);
            var old = world.Raw(world.Tenant).Content;
            var at = request;
            gate.Interrupt(at, () =>
            {
                if (at % 2 == 0) world.Plant(world.Tenant, old);
                else world.Data.Write(new Document { Id = TenantKeyDocument.IdOf(world.Tenant), Revision = world.Raw(world.Tenant).Revision, IsDeleted = true });
                return Task.CompletedTask;
            });
            var host = world.NewHost(gate);
            await host.Store.ShredAsync(world.Tenant);
            await host.Store.ShredAsync(world.Tenant);

            (await world.NewHost().Store.FindAsync(world.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        }
    }

    [Fact]
    public async Task Hosts_that_shred_at_once_give_one_receipt()
    {
        var hosts = Enumerable.Range(0, 3).Select(_ => _world.NewHost()).ToList();
        await hosts[0].Store.CreateAsync(Tenant);

        var receipts = await _world.RunAsync(new ValueTask<ShredReceipt[]>(Task.WhenAll(hosts.Select(host => Task.Run(async () => await host.Store.ShredAsync(Tenant))))));

        receipts.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_marked_as_shredded_comes_back_from_no_backup_even_if_whoever_shredded_was_killed_and_never_ran_again()
    {
        var backup = new MemoryStream();
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                var store = world.NewHost().Store;
                await store.CreateAsync(world.Tenant);
                backup = new MemoryStream();
                await store.BackUpAsync(backup);
                await world.NewHost(gate).Store.ShredAsync(world.Tenant);
            },
            async world =>
            {
                var store = world.NewHost().Store;
                var isMarked = (await store.FindAsync(world.Tenant))!.State == TenantKeyState.Shredded;
                world.Data.RestoreFrom(new MemoryStore());
                await store.RestoreAsync(backup);
                if (isMarked) (await store.FindAsync(world.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
            });
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_shreds_again_and_no_backup_brings_it_back()
    {
        var backup = new MemoryStream();
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                var store = world.NewHost().Store;
                await store.CreateAsync(world.Tenant);
                world.PlantLeaf(world.Tenant, "9-f", world.Raw(world.Tenant).Content);
                backup = new MemoryStream();
                await store.BackUpAsync(backup);
                await world.NewHost(gate).Store.ShredAsync(world.Tenant);
            },
            async world =>
            {
                world.Time.Advance(TimeSpan.FromDays(2));
                var store = world.NewHost().Store;
                var younger = new MemoryStream();
                var youngest = await store.BackUpAsync(younger);
                var wasShredded = (await store.FindAsync(world.Tenant))!.State == TenantKeyState.Shredded;
                var receipt = await store.ShredAsync(world.Tenant);
                (receipt.LastBackupDiesAt == youngest.ReadableUntil).Should().Be(!wasShredded, "a backup made between the kill and the second try counts if it has the keys");
                foreach (var old in new[] { backup, younger })
                {
                    world.Data.RestoreFrom(new MemoryStore());
                    await store.RestoreAsync(old);
                    (await store.FindAsync(world.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
                }
            });
    }
}
