using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Tests.Stores;

namespace Raindrop.Keys.Tests.Shredding;

/// <summary>Shredding on real stores: killed anywhere, in conflict, and where the store cannot remove anything from its files.</summary>
public sealed class ShreddingOnStoresTests
{
    public static TheoryData<string> Stores => RealKeys.All;

    public static TheoryData<string> Erasing => RealKeys.Erasing;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_shredded_tenant_is_of_no_use_to_anybody_and_where_its_keys_stay_in_the_files_that_is_told(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        var host = world.NewHost();
        await world.Notes.WriteAsync(host.Keys, world.Tenant, "note", "text");
        var leaf = (await world.RawAsync())!.Content;
        foreach (var revision in new[] { "9-ffffffffffffffffffffffffffffffff", "1-00000000000000000000000000000000" }) await world.PlantAsync(revision, leaf);
        var shred = async () => await host.Store.ShredAsync(world.Tenant);

        if (await world.CanEraseAsync()) (await shred()).Tenant.Should().Be(world.Tenant);
        else (await shred.Should().ThrowAsync<StoreFeatureMissingException>()).Which.Capability.Should().Be(StoreCapabilities.Compaction);

        await FluentActions.Awaiting(() => world.Notes.ReadAsync(world.NewHost().Keys, world.Tenant, "note")).Should().ThrowAsync<TenantKeyException>();
        var raw = (await world.RawAsync())!;
        raw.Conflicts.Should().BeEmpty();
        TenantKeyJson.TryParse(world.Tenant, raw.Content)!.State.Should().Be(TenantKeyState.Shredded);
    }

    [Theory]
    [MemberData(nameof(Erasing))]
    public async Task Whoever_is_killed_between_any_two_requests_shreds_again(string store)
    {
        var isDone = false;
        for (var cut = 0; !isDone; cut++)
        {
            await using var world = await RealKeys.CreateAsync(store);
            var gate = new CutGate();
            var host = world.NewHost(gate);
            await host.Store.CreateAsync(world.Tenant);
            await world.PlantAsync("9-ffffffffffffffffffffffffffffffff", (await world.RawAsync())!.Content);
            gate.CutAt(cut / 2, afterEffect: cut % 2 == 1);
            try
            {
                await host.Store.ShredAsync(world.Tenant);
                isDone = true;
            }
            catch (StoreUnavailableException)
            {
                var receipt = await world.NewHost().Store.ShredAsync(world.Tenant);
                receipt.LastBackupDiesAt.Should().Be(receipt.ShreddedAt);
            }

            var raw = (await world.RawAsync())!;
            raw.Conflicts.Should().BeEmpty();
            TenantKeyJson.TryParse(world.Tenant, raw.Content)!.State.Should().Be(TenantKeyState.Shredded);
            (await IsReadableAsync(world)).Should().BeFalse("no old revision is");
            cut.Should().BeLessThan(60);
        }
    }

    [Theory]
    [MemberData(nameof(Erasing))]
    public async Task A_store_that_says_that_it_compacted_and_did_not_is_not_believed(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        await world.NewHost().Store.CreateAsync(world.Tenant);
        using var host = new KeyHost(IdleCompaction.Of(world.Database), world.Provider, world.Time, world.BackupKeyFile);
        var shred = async () => await host.Store.ShredAsync(world.Tenant);

        // The embedded store shows no old revision even before it removes it from its file.
        if (store == RealKeys.Embedded) await shred.Should().NotThrowAsync();
        else (await shred.Should().ThrowAsync<StoreUnavailableException>()).WithMessage("*old revision*shred again*");
    }

    private static async Task<bool> IsReadableAsync(RealKeys world)
    {
        var history = new HashSet<string>();
        await foreach (var change in world.Database.ReadChanges(new ChangesOptions { AllLeaves = true, DocumentIds = [world.DocumentId] }))
        {
            foreach (var leaf in change.OtherLeaves.Prepend(change.Revision))
            {
                var document = await world.Database.GetAsync(new DocumentReference(world.DocumentId, leaf), new ReadOptions { IncludeRevisionHistory = true });
                history.UnionWith(document!.RevisionHistory.Skip(1));
            }
        }

        history.Should().NotBeEmpty();
        return await world.Database.BulkReadAsync([.. history.Select(revision => new DocumentReference(world.DocumentId, revision))]).AnyAsync(found => found.Document is not null);
    }
}
