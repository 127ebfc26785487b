using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

/// <summary>Who was shredded comes back from no backup, whatever became of the key database.</summary>
public sealed class KeyRestoreOfShreddedTests : IDisposable
{
    private static readonly KeyRestore Nothing = new() { Tenants = 0, Restored = 0, Replaced = 0, Merged = 0, Kept = 0, Refused = 0, StayShredded = 0 };
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_shredded_tenant_stays_shredded_though_the_database_is_lost()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = await _world.BackUpAsync();
        var receipt = await _world.NewHost().Store.ShredAsync(Tenant);
        foreach (var isLost in new[] { false, true })
        {
            if (isLost) _world.Data.RestoreFrom(new MemoryStore());
            (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, StayShredded = 1 });
            var store = _world.NewHost().Store;
            (await store.FindAsync(Tenant))!.Shredding.Should().Be(receipt);
            await FluentActions.Awaiting(() => _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note")).Should().ThrowAsync<TenantKeyException>();
        }
    }

    [Fact]
    public async Task A_shredded_tenant_in_the_database_rolled_back_is_shredded_again()
    {
        using var backup = await CreatedAndBackedUpAsync();
        var before = _world.Data.Copy();
        await _world.NewHost().Store.ShredAsync(Tenant);
        _world.Data.RestoreFrom(before);
        (await _world.NewHost().Store.FindAsync(Tenant))!.State.Should().Be(TenantKeyState.Active, "a copy of the files is beyond the store's reach");

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, StayShredded = 1 });
        (await _world.NewHost().Store.FindAsync(Tenant))!.State.Should().Be(TenantKeyState.Shredded);
    }

    [Fact]
    public async Task The_mark_of_a_shredded_tenant_is_backed_up_and_restored()
    {
        var store = _world.NewHost().Store;
        var receipt = await store.ShredAsync(Tenant);
        using var backup = await _world.BackUpAsync();
        _world.Data.RestoreFrom(new MemoryStore());

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Restored = 1 });
        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Kept = 1 });
        (await store.FindAsync(Tenant))!.Shredding.Should().Be(receipt);
    }

    [Fact]
    public async Task Who_was_shredded_is_remembered_as_long_as_a_backup_has_the_keys_and_no_longer()
    {
        using var backup = await CreatedAndBackedUpAsync();
        var store = _world.NewHost().Store;
        var receipt = await store.ShredAsync(Tenant);
        (await File.ReadAllTextAsync(_world.BackupKeyFile)).Should().Contain(Tenant.Value);
        _world.Time.Advance(receipt.LastBackupDiesAt - _world.Time.GetUtcNow());
        await store.DestroyExpiredBackupKeysAsync();

        (await File.ReadAllTextAsync(_world.BackupKeyFile)).Should().NotContain(Tenant.Value).And.NotContain("wrapped");
    }

    [Fact]
    public async Task A_tenant_that_is_shredded_while_a_backup_is_restored_stays_shredded()
    {
        for (var request = 0; request < 4; request++)
        {
            using var world = new KeyWorld();
            var store = world.NewHost().Store;
            await store.CreateAsync(world.Tenant);
            using var backup = new MemoryStream();
            await store.BackUpAsync(backup);
            world.Data.RestoreFrom(new MemoryStore());
            var gate = new CutGate();
            gate.Interrupt(request, async () => await store.ShredAsync(world.Tenant));

            await world.NewHost(gate).Store.RestoreAsync(backup);
            await store.ShredAsync(world.Tenant);

            (await store.FindAsync(world.Tenant))!.State.Should().Be(TenantKeyState.Shredded);
        }
    }

    private async Task<MemoryStream> CreatedAndBackedUpAsync()
    {
        await _world.NewHost().Store.CreateAsync(Tenant);
        return await _world.BackUpAsync();
    }

    private ValueTask<KeyRestore> RestoreAsync(Stream backup) => _world.NewHost().Store.RestoreAsync(backup);
}
