using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Tests.Stores;

namespace Raindrop.Keys.Tests.Shredding;

/// <summary>
/// After a shredding the wrapped keys are nowhere: not in the database's files, its log, its old revisions, its dead branches, nor, once the key of the
/// last backup is destroyed, in anything that a backup lets be read. The files are searched, unpacked, for every key that the tenant ever had.
/// </summary>
public sealed class ErasureTests
{
    public static TheoryData<string> Kinds => [.. CanaryStore.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_keys_of_a_shredded_tenant_are_in_no_file(string kind)
    {
        await using var store = await CanaryStore.CreateAsync(kind);
        await using var world = await RealKeys.CreateAsync(store.Server);
        var host = world.NewHost();
        var keys = new Dictionary<string, Canary.Tests.Search.Canary>();
        await world.FillAsync(100);
        await host.Store.CreateAsync(world.Tenant);
        await NoteAsync();
        await LiveAsync(world, host, NoteAsync);
        var search = new CanarySearch(keys.Values);
        foreach (var key in keys.Values.Where((_, i) => i % 5 == 0)) StoredFiles.Find(store.Folder, new CanarySearch([key])).Should().NotBeEmpty($"{key} is there before");

        await host.Store.ShredAsync(world.Tenant);

        await GoneAsync(store.Folder, search);
        (await host.Store.ListAsync().CountAsync()).Should().Be(101, "the others are there");

        async Task NoteAsync()
        {
            foreach (var revision in await LeavesAsync(world))
            {
                var leaf = await world.Database.GetAsync(new DocumentReference(world.DocumentId, revision));
                foreach (var key in TenantKeyJson.TryParse(world.Tenant, leaf!.Content)?.Keys ?? [])
                {
                    keys.TryAdd(Convert.ToHexString(key.Wrapped.Bytes.Span), Canary.Tests.Search.Canary.Of($"wrapped key {keys.Count} of {revision}", key.Wrapped.Bytes.Span));
                    keys.TryAdd(Convert.ToHexString(key.Commitment.Span), Canary.Tests.Search.Canary.Of($"commitment {keys.Count} of {revision}", key.Commitment.Span));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_holds_the_keys_until_its_own_is_destroyed_and_then_nobody_reads_it(string kind)
    {
        await using var store = await CanaryStore.CreateAsync(kind);
        await using var world = await RealKeys.CreateAsync(store.Server);
        var host = world.NewHost();
        await world.Notes.WriteAsync(host.Keys, world.Tenant, "note", "text");
        var wrapped = TenantKeyJson.TryParse(world.Tenant, (await world.RawAsync())!.Content)!.Current.Wrapped.Bytes;
        var search = new CanarySearch([Canary.Tests.Search.Canary.Of("wrapped key", wrapped.Span)]);
        using var backup = new MemoryStream();
        await host.Store.BackUpAsync(backup);
        search.Find(backup.ToArray()).Should().BeNull("a backup shows nothing");

        var receipt = await host.Store.ShredAsync(world.Tenant);
        world.Time.Advance(receipt.LastBackupDiesAt - world.Time.GetUtcNow());
        await host.Store.DestroyExpiredBackupKeysAsync();

        var restore = async () => await host.Store.RestoreAsync(backup);
        (await restore.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.KeyDestroyed);
        await GoneAsync(store.Folder, search);
        (await File.ReadAllTextAsync(world.BackupKeyFile)).Should().NotContain("wrapped").And.NotContain(world.Tenant.Value);
        await FluentActions.Awaiting(() => world.Notes.ReadAsync(world.NewHost().Keys, world.Tenant, "note")).Should().ThrowAsync<TenantKeyException>();
    }

    /// <summary>All that leaves a key in a file: old revisions, rotations, conflicts, tombstones with and without a body.</summary>
    private static async Task LiveAsync(RealKeys world, KeyHost host, Func<Task> note)
    {
        for (var i = 2; i < 5; i++)
        {
            world.Provider.Add($"kek{i}");
            world.Provider.Current = $"kek{i}";
            await host.Store.RewrapAsync();
            await note();
        }

        await world.RunAsync(host.Store.RotateAsync(world.Tenant));
        await note();
        var other = await new KeyWrapping(world.Provider, world.Time).CreateAsync(id => KeyContext.OfTenant(world.Tenant, id, Sealing.SealedRecord.SuiteName), CancellationToken.None);
        var leaf = TenantKeyJson.Write(new TenantKeyDocument { Tenant = world.Tenant, Keys = [other] });
        await world.PlantAsync("9-ffffffffffffffffffffffffffffffff", leaf);
        await world.PlantAsync("2-00000000000000000000000000000001", leaf, deleted: true);
        await note();
        var third = await new KeyWrapping(world.Provider, world.Time).CreateAsync(id => KeyContext.OfTenant(world.Tenant, id, Sealing.SealedRecord.SuiteName), CancellationToken.None);
        await world.PlantAsync("3-00000000000000000000000000000002", TenantKeyJson.Write(new TenantKeyDocument { Tenant = world.Tenant, Keys = [third] }));
        await note();
        await world.Database.DeleteAsync(world.DocumentId, "3-00000000000000000000000000000002");
    }

    private static async Task<List<string>> LeavesAsync(RealKeys world)
    {
        var leaves = new List<string>();
        await foreach (var change in world.Database.ReadChanges(new ChangesOptions { AllLeaves = true, DocumentIds = [world.DocumentId] }))
            if (change.Id == world.DocumentId) leaves.AddRange([change.Revision, .. change.OtherLeaves]);
        return leaves;
    }

    // CouchDB deletes the files that a compaction has replaced a little later.
    private static async Task GoneAsync(string folder, CanarySearch search)
    {
        IReadOnlyList<string> found = [];
        for (var i = 0; i < 100 && (found = StoredFiles.Find(folder, search)).Count > 0; i++) await Task.Delay(100);
        found.Should().BeEmpty();
    }
}
