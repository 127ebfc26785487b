using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Rotation of the key encryption key where there are backups: their keys are wrapped anew too, so that retiring the old one loses none.</summary>
public sealed class RewrapOfBackupKeysTests : IDisposable
{
    private readonly KeyWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_keys_of_backups_are_wrapped_anew_too()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(_world.Tenant);
        using var backup = new MemoryStream();
        await store.BackUpAsync(backup);
        _world.Promote("kek2");

        (await store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.Rewrapped == 2 && done.IsComplete && done.RefusedBackupKeys == 0);
        _world.Provider.Remove("kek1");
        (await store.RestoreAsync(backup)).Tenants.Should().Be(1);
    }

    [Fact]
    public async Task A_backup_key_that_is_refused_is_counted_and_stops_nothing()
    {
        var store = _world.NewHost().Store;
        await store.BackUpAsync(new MemoryStream());
        await store.CreateAsync(_world.Tenant);
        _world.Provider.Add("kek1");
        _world.Promote("kek2");

        (await store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.RefusedBackupKeys == 1 && done.Refused.Count == 1 && done.IsComplete);
    }

    [Fact]
    public async Task A_backup_key_that_the_provider_lacks_is_told_after_all_others_were_wrapped_anew()
    {
        var store = _world.NewHost().Store;
        await store.BackUpAsync(new MemoryStream());
        _world.Promote("kek2");
        await store.CreateAsync(_world.Tenant);
        _world.Promote("kek3");
        var rewrap = async () => await _world.NewHost(provider: new LackingProvider(_world.Provider, "kek1")).Store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        (await store.FindAsync(_world.Tenant))!.Keys.Single().KeyEncryptionKeyId.Should().Be("kek3");
    }

    [Fact]
    public async Task Another_key_that_becomes_current_in_the_middle_wraps_those_of_backups_in_the_end()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(_world.Tenant);
        using var backup = new MemoryStream();
        await store.BackUpAsync(backup);
        _world.Promote("kek2");
        var unwraps = 0;
        _world.Provider.Before = (operation, _) =>
        {
            // The backup key comes first, then the tenant's.
            if (operation == "unwrap" && ++unwraps == 2) _world.Promote("kek3");
            return Task.CompletedTask;
        };

        (await store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.KeyEncryptionKeyId == "kek3" && done.RefusedBackupKeys == 0);
        _world.Provider.Remove("kek2");
        (await store.RestoreAsync(backup)).Tenants.Should().Be(1);
    }
}
