using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

/// <summary>What restoring does beside what is stored: it brings back what is lost, and nobody who was shredded.</summary>
public sealed class KeyRestoreTests : IDisposable
{
    private static readonly KeyRestore Nothing = new() { Tenants = 0, Restored = 0, Replaced = 0, Merged = 0, Kept = 0, Refused = 0, StayShredded = 0 };
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_is_stored_and_the_same_is_kept_without_asking_the_provider()
    {
        using var backup = await CreatedAndBackedUpAsync();
        var revision = _world.Raw(Tenant).Revision;
        var calls = _world.Provider.Calls;

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Kept = 1 });
        _world.Raw(Tenant).Revision.Should().Be(revision);
        (_world.Provider.Calls - calls).Should().Be(1, "the backup's own key alone is unwrapped");
    }

    [Fact]
    public async Task Keys_wrapped_anew_and_a_state_set_since_are_kept()
    {
        using var backup = await CreatedAndBackedUpAsync();
        var store = _world.NewHost().Store;
        _world.Provider.Add("kek2");
        _world.Provider.Current = "kek2";
        await store.RewrapAsync();
        await store.SuspendAsync(Tenant);
        var before = await store.FindAsync(Tenant);

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Kept = 1 });
        (await store.FindAsync(Tenant)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_deleted_document_comes_back()
    {
        using var backup = await CreatedAndBackedUpAsync();
        await new MemoryDatabase(_world.Data).DeleteAsync(TenantKeyDocument.IdOf(Tenant), _world.Raw(Tenant).Revision!);

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Restored = 1 });
        (await _world.NewHost().Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Dispose();
    }

    [Fact]
    public async Task A_key_that_a_host_made_after_the_loss_is_kept_and_the_lost_ones_open_again()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "old", "text");
        using var backup = await _world.BackUpAsync();
        _world.Data.RestoreFrom(new MemoryStore());
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "new", "text");

        (await RestoreAsync(backup)).Should().Be(Nothing with { Tenants = 1, Merged = 1 });
        var host = _world.NewHost();
        (await _world.Notes.ReadAsync(host.Keys, Tenant, "old")).Should().Be("text");
        (await _world.Notes.ReadAsync(host.Keys, Tenant, "new")).Should().Be("text");
        (await _world.RunAsync(host.Store.RotateAsync(Tenant))).Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1);
        (await host.Store.FindAsync(Tenant))!.Keys.Should().ContainSingle();
    }

    [Fact]
    public async Task A_provider_that_throttles_in_the_middle_leaves_what_was_restored()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 600; i++) await host.Store.CreateAsync(TenantId.New());
        using var backup = await _world.BackUpAsync();
        var last = await host.Store.ListAsync().LastAsync();
        var changed = TenantKeyJson.TryParse(last.Tenant, _world.Raw(last.Tenant).Content)!;
        _world.Data.RestoreFrom(new MemoryStore());
        _world.Plant(last.Tenant, TenantKeyJson.Write(changed with { Keys = [changed.Current with { Wrapped = new WrappedKey("kek1", new byte[98]) }] }));
        var unwraps = 0;
        _world.Provider.Before = (_, _) => ++unwraps > 1 ? throw new KeyProviderException(KeyProviderFailure.Throttled, "Slower.") { RetryAfter = TimeSpan.FromSeconds(5) } : Task.CompletedTask;
        var restore = async () => await RestoreAsync(backup);

        (await restore.Should().ThrowAsync<KeyProviderException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(5));
        _world.Data.Winners.Should().HaveCount(501, "the first page is there");
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await restore()).Should().Be(Nothing with { Tenants = 600, Kept = 500, Restored = 99, Replaced = 1 });
    }

    [Fact]
    public async Task Hosts_that_restore_at_once_end_with_what_one_would()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 700; i++) await host.Store.CreateAsync(TenantId.New());
        var before = await host.Store.ListAsync().ToListAsync();
        var backup = (await _world.BackUpAsync()).ToArray();
        _world.Data.RestoreFrom(new MemoryStore());

        var results = await _world.RunAsync(new ValueTask<KeyRestore[]>(Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () => await _world.NewHost().Store.RestoreAsync(new MemoryStream(backup)))))));

        results.Sum(result => result.Restored).Should().Be(700);
        results.Should().OnlyContain(result => result.Tenants == 700);
        (await host.Store.ListAsync().ToListAsync()).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_restores_again()
    {
        var (backup, kept, gone) = (new MemoryStream(), TenantId.New(), TenantId.New());
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                var store = world.NewHost().Store;
                await world.Notes.WriteAsync(world.NewHost().Keys, kept, "note", "text");
                await store.CreateAsync(gone);
                backup = new MemoryStream();
                await store.BackUpAsync(backup);
                await store.ShredAsync(gone);
                world.Data.RestoreFrom(new MemoryStore());
                await world.NewHost(gate).Store.RestoreAsync(backup);
            },
            async world =>
            {
                await world.NewHost().Store.RestoreAsync(backup);
                (await world.Notes.ReadAsync(world.NewHost().Keys, kept, "note")).Should().Be("text");
                (await world.NewHost().Store.FindAsync(gone))!.State.Should().Be(TenantKeyState.Shredded);
            });
    }

    private async Task<MemoryStream> CreatedAndBackedUpAsync()
    {
        await _world.NewHost().Store.CreateAsync(Tenant);
        return await _world.BackUpAsync();
    }

    private ValueTask<KeyRestore> RestoreAsync(Stream backup) => _world.NewHost().Store.RestoreAsync(backup);
}
