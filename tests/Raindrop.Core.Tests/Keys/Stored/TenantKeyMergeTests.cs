using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Stored;

/// <summary>On a cluster two hosts may both be told that they created a document: then both keys count until one is dropped by a rotation.</summary>
public sealed class TenantKeyMergeTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task No_key_is_lost_in_a_conflict_and_the_winner_s_is_current()
    {
        var (first, second) = await TwoLeavesAsync();
        var host = _world.NewHost();

        var read = await host.Documents.RequireAsync(Tenant, TestContext.Current.CancellationToken);

        var winner = read.Document.Current.Id;
        read.Document.Keys.Select(key => key.Id).Should().BeEquivalentTo(first, second);
        new[] { first, second }.Should().Contain(winner);
        _world.Raw(Tenant).Conflicts.Should().BeEmpty("what both leaves hold stands in one document");
        foreach (var id in new[] { first, second })
        {
            using var key = await host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials, TestContext.Current.CancellationToken);
            key.Should().NotBeNull();
        }
    }

    [Fact]
    public async Task What_was_sealed_under_either_key_opens_and_a_rotation_leaves_one()
    {
        var (first, second) = await TwoLeavesAsync();
        var host = _world.NewHost();
        var current = await _world.Notes.WriteAsync(host.Keys, Tenant, "note", "text");

        var rotation = await _world.RunAsync(host.Store.RotateAsync(Tenant));

        rotation.Should().Match<TenantKeyRotation>(done => done.IsComplete && !done.IsNewKey && done.KeyId == current);
        (await host.Store.FindAsync(Tenant, TestContext.Current.CancellationToken))!.Keys.Should().ContainSingle().Which.Id.Should().BeOneOf(first, second);
        (await _world.Notes.ReadAsync(host.Keys, Tenant, "note")).Should().Be("text");
    }

    [Theory]
    [InlineData(TenantKeyState.Suspended)]
    [InlineData(TenantKeyState.Shredded)]
    public async Task The_stricter_state_holds_whichever_leaf_wins(TenantKeyState state)
    {
        foreach (var winner in new[] { "9-a", "1-0" })
        {
            using var world = new KeyWorld();
            var host = world.NewHost();
            await host.Store.CreateAsync(world.Tenant, TestContext.Current.CancellationToken);
            var active = TenantKeyJson.TryParse(world.Tenant, world.Raw(world.Tenant).Content)!;
            var strict = state == TenantKeyState.Suspended ? active with { State = state } : TenantKeyDocument.Shredded(new ShredReceipt { Tenant = world.Tenant, ShreddedAt = default, LastBackupDiesAt = default });
            world.PlantLeaf(world.Tenant, winner, TenantKeyJson.Write(strict));

            (await host.Store.FindAsync(world.Tenant, TestContext.Current.CancellationToken))!.State.Should().Be(state);
            world.Raw(world.Tenant).Conflicts.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_leaf_that_is_no_key_document_is_left_out_and_removed()
    {
        var host = _world.NewHost();
        var created = await host.Store.CreateAsync(Tenant, TestContext.Current.CancellationToken);
        _world.PlantLeaf(Tenant, "9-a", "{\"junk\":1}"u8.ToArray());

        (await host.Store.FindAsync(Tenant, TestContext.Current.CancellationToken)).Should().BeEquivalentTo(created);
        _world.Raw(Tenant).Conflicts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_host_that_is_killed_while_it_heals_loses_no_key()
    {
        for (var cut = 0; ; cut++)
        {
            using var world = new KeyWorld();
            var (first, second) = await TwoLeavesAsync(world);
            var gate = new CutGate();
            var killed = world.NewHost(gate);
            gate.CutAt(cut, afterEffect: cut % 2 == 1);
            var isDone = await IsDoneAsync(killed, world.Tenant);
            var rerun = await world.NewHost().Documents.RequireAsync(world.Tenant, TestContext.Current.CancellationToken);

            rerun.Document.Keys.Select(key => key.Id).Should().BeEquivalentTo(first, second);
            world.Raw(world.Tenant).Conflicts.Should().BeEmpty();
            if (isDone) break;
        }
    }

    private Task<(string First, string Second)> TwoLeavesAsync() => TwoLeavesAsync(_world);

    private static async Task<(string First, string Second)> TwoLeavesAsync(KeyWorld world)
    {
        var other = new MemoryStore();
        using var elsewhere = new KeyHost(new MemoryDatabase(other), world.Provider, world.Time);
        var first = (await world.NewHost().Store.CreateAsync(world.Tenant)).Keys[0].Id;
        var second = (await elsewhere.Store.CreateAsync(world.Tenant)).Keys[0].Id;
        var leaf = other.Winners.Single();
        world.PlantLeaf(world.Tenant, leaf.Revision!, leaf.Content);
        world.Raw(world.Tenant).Conflicts.Should().ContainSingle();
        return (first, second);
    }

    private static async Task<bool> IsDoneAsync(KeyHost host, TenantId tenant)
    {
        try
        {
            await host.Documents.RequireAsync(tenant, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
