using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Tests.Stores;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Tests;

/// <summary>The life of keys on every store: what the laws say that are tried in memory, kept by real ones.</summary>
public sealed class KeyStoreTests
{
    public static TheoryData<string> Stores => RealKeys.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Keys_are_made_used_suspended_rotated_and_listed(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        var (here, there) = (world.NewHost(), world.NewHost());
        for (var i = 0; i < 3; i++) await world.Notes.WriteAsync(here.Keys, world.Tenant, $"n{i}", $"text {i}");
        (await world.Notes.ReadAsync(there.Keys, world.Tenant, "n1")).Should().Be("text 1");

        await here.Store.SuspendAsync(world.Tenant);
        await FluentActions.Awaiting(() => world.Notes.ReadAsync(here.Keys, world.Tenant, "n1")).Should().ThrowAsync<TenantKeyException>();
        await here.Store.ResumeAsync(world.Tenant);
        var rotation = await world.RunAsync(here.Store.RotateAsync(world.Tenant));

        rotation.Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 3);
        (await world.Notes.ReadAsync(there.Keys, world.Tenant, "n2")).Should().Be("text 2");
        (await there.Store.ListAsync().ToListAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(await here.Store.FindAsync(world.Tenant));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Hosts_that_begin_at_once_have_one_key(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        var tenants = Enumerable.Range(0, 10).Select(_ => TenantId.New()).ToList();

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.NewHost()).SelectMany(host => tenants.Select(tenant => Task.Run(async () =>
        {
            using var key = await host.Keys.GetCurrentAsync(tenant, KeyPurpose.Credentials);
            return (tenant, key.Id);
        }))));

        made.Distinct().Should().HaveCount(tenants.Count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Rewrapping_reads_and_writes_by_the_page(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        const int Tenants = 2100;
        await world.FillAsync(Tenants);
        world.Provider.Add("kek2");
        world.Provider.Current = "kek2";
        var gate = new CountingGate();

        var result = await world.NewHost(gate).Store.RewrapAsync();

        result.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = "kek2", Tenants = Tenants, Rewrapped = Tenants, IsComplete = true });
        gate.Counts.Should().Equal(new Dictionary<string, int> { ["range"] = 10, ["bulk-write"] = 5 });
        world.Provider.Remove("kek1");
        var last = await world.NewHost().Store.ListAsync().LastAsync();
        (await world.NewHost().Keys.GetCurrentAsync(last.Tenant, KeyPurpose.Credentials)).Dispose();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_lost_database_comes_back_from_a_backup(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        var host = world.NewHost();
        await world.FillAsync(700);
        await world.Notes.WriteAsync(host.Keys, world.Tenant, "note", "text");
        var before = await host.Store.ListAsync().ToListAsync();
        using var backup = new MemoryStream();
        await host.Store.BackUpAsync(backup);
        await world.LoseAsync();

        (await host.Store.RestoreAsync(backup)).Should().Match<KeyRestore>(done => done.Tenants == 701 && done.Restored == 701);

        (await host.Store.ListAsync().ToListAsync()).Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        (await world.Notes.ReadAsync(world.NewHost().Keys, world.Tenant, "note")).Should().Be("text");
        (await host.Store.RestoreAsync(backup)).Kept.Should().Be(701);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_deleted_document_is_told_from_one_that_never_was(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        var host = world.NewHost();
        (await host.Store.FindAsync(world.Tenant)).Should().BeNull();
        await host.Store.CreateAsync(world.Tenant);
        await world.Database.DeleteAsync(world.DocumentId, (await world.RawAsync())!.Revision!);
        var use = async () => await world.NewHost().Keys.GetCurrentAsync(world.Tenant, KeyPurpose.Credentials);

        // pouchdb-server does not show a tombstone to whoever does not name it, so there a new key is made.
        if (store == "pouchdb-server") await use.Should().NotThrowAsync();
        else (await use.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Lost);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Keys_in_conflict_become_one_document_with_all_of_them(string store)
    {
        await using var world = await RealKeys.CreateAsync(store);
        await using var elsewhere = await RealKeys.CreateAsync(store);
        var host = world.NewHost();
        var first = await host.Store.CreateAsync(world.Tenant);
        var wrapping = new KeyWrapping(world.Provider, world.Time);
        var second = await wrapping.CreateAsync(id => KeyContext.OfTenant(world.Tenant, id, Sealing.SealedRecord.SuiteName), CancellationToken.None);
        await world.PlantAsync("1-ffffffffffffffffffffffffffffffff", TenantKeyJson.Write(new TenantKeyDocument { Tenant = world.Tenant, Keys = [second] }));
        (await world.RawAsync())!.Conflicts.Should().ContainSingle();

        (await host.Store.FindAsync(world.Tenant))!.Keys.Select(key => key.Id).Should().BeEquivalentTo(first.Keys[0].Id, second.Id);

        (await world.RawAsync())!.Conflicts.Should().BeEmpty();
        using var key = await world.NewHost().Keys.FindAsync(world.Tenant, second.Id, KeyPurpose.Credentials);
        key.Should().NotBeNull();
    }
}
