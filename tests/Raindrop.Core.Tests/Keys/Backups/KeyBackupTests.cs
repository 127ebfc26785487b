using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Backups;

public sealed class KeyBackupTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1300)]
    public async Task A_lost_key_database_comes_back_as_it_was(int tenants)
    {
        var host = _world.NewHost();
        for (var i = 0; i < tenants; i++) await host.Store.CreateAsync(TenantId.New());
        if (tenants > 0) await host.Store.SuspendAsync(await host.Store.ListAsync().Select(status => status.Tenant).FirstAsync());
        var before = await host.Store.ListAsync().ToListAsync();
        using var backup = new MemoryStream();

        var made = await host.Store.BackUpAsync(backup);
        _world.Data.RestoreFrom(new MemoryStore());
        var restored = await host.Store.RestoreAsync(backup);

        made.Should().Be(new KeyBackup { Tenants = tenants, BegunAt = _world.Time.GetUtcNow(), ReadableUntil = _world.Time.GetUtcNow() + new TenantKeyOptions().BackupLifetime });
        restored.Should().Be(new KeyRestore { Tenants = tenants, Restored = tenants, Replaced = 0, Merged = 0, Kept = 0, Refused = 0, StayShredded = 0 });
        (await host.Store.ListAsync().ToListAsync()).Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task What_was_sealed_before_opens_after()
    {
        await _world.Notes.WriteAsync(_world.NewHost().Keys, Tenant, "note", "text");
        using var backup = await BackUpAsync();
        _world.Data.RestoreFrom(new MemoryStore());
        await _world.NewHost().Store.RestoreAsync(backup);

        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task A_damaged_document_is_in_no_backup_and_is_counted()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(TenantId.New());
        await store.CreateAsync(Tenant);
        _world.Plant(Tenant, "{}"u8.ToArray());

        (await store.BackUpAsync(new MemoryStream())).Should().Match<KeyBackup>(made => made.Tenants == 1 && made.Unreadable == 1);
    }

    [Fact]
    public async Task A_backup_shows_nothing_of_what_is_in_it()
    {
        await _world.NewHost().Store.CreateAsync(Tenant);
        var entry = TenantKeyJson.TryParse(Tenant, _world.Raw(Tenant).Content)!.Current;
        using var backup = await BackUpAsync();

        foreach (var part in new[] { entry.Wrapped.Bytes.ToArray(), entry.Commitment.ToArray(), System.Text.Encoding.UTF8.GetBytes(Tenant.Value), System.Text.Encoding.UTF8.GetBytes(Convert.ToBase64String(entry.Commitment.Span)) })
            backup.ToArray().AsSpan().IndexOf(part).Should().Be(-1);
    }

    [Fact]
    public async Task A_backup_dies_with_its_key_and_says_so()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        var backup = new MemoryStream();
        var made = await store.BackUpAsync(backup);
        _world.Time.Advance(made.ReadableUntil - _world.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        (await store.RestoreAsync(backup)).Tenants.Should().Be(1);
        (await store.DestroyExpiredBackupKeysAsync()).Should().Be(0);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var restore = async () => await store.RestoreAsync(backup);

        (await store.DestroyExpiredBackupKeysAsync()).Should().Be(1);
        (await restore.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.KeyDestroyed);
        (await File.ReadAllTextAsync(_world.BackupKeyFile)).Should().NotContain("wrapped", "the key is out of the file");
    }

    [Fact]
    public async Task Backups_of_a_day_share_a_key_and_those_of_the_next_have_another()
    {
        var store = _world.NewHost().Store;
        var first = await store.BackUpAsync(new MemoryStream());
        _world.Time.Advance(Day - TimeSpan.FromSeconds(1));
        var same = await store.BackUpAsync(new MemoryStream());
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var next = await store.BackUpAsync(new MemoryStream());

        same.ReadableUntil.Should().Be(first.ReadableUntil);
        next.ReadableUntil.Should().Be(first.ReadableUntil + Day);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_prolongs_no_backup()
    {
        var store = _world.NewHost().Store;
        await store.BackUpAsync(new MemoryStream());
        _world.Time.Jump(-10 * Day);

        (await store.BackUpAsync(new MemoryStream())).ReadableUntil.Should().Be(_world.Time.GetUtcNow() + new TenantKeyOptions().BackupLifetime, "the key that comes from the future is not used");
    }

    [Fact]
    public async Task A_shorter_lifetime_counts_for_backups_that_are_there_and_a_longer_one_does_not()
    {
        using var backup = await BackUpAsync();
        _world.Time.Advance(5 * Day);
        (await _world.NewHost(options: new TenantKeyOptions { BackupLifetime = 90 * Day }).Store.RestoreAsync(backup)).Tenants.Should().Be(0);
        var restore = async () => await _world.NewHost(options: new TenantKeyOptions { BackupLifetime = 4 * Day }).Store.RestoreAsync(backup);

        (await restore.Should().ThrowAsync<KeyBackupException>()).Which.Failure.Should().Be(KeyBackupFailure.KeyDestroyed);
    }

    [Fact]
    public async Task A_stream_that_cannot_go_back_is_refused()
    {
        var restore = async () => await _world.NewHost().Store.RestoreAsync(new OneWayStream());

        await restore.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_backs_up_again()
    {
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                await world.NewHost().Store.CreateAsync(world.Tenant);
                await world.NewHost(gate).Store.BackUpAsync(new MemoryStream());
            },
            async world =>
            {
                using var backup = new MemoryStream();
                var store = world.NewHost().Store;
                (await store.BackUpAsync(backup)).Tenants.Should().Be(1);
                world.Data.RestoreFrom(new MemoryStore());
                (await store.RestoreAsync(backup)).Restored.Should().Be(1);
            });
    }

    private async Task<MemoryStream> BackUpAsync()
    {
        var backup = new MemoryStream();
        await _world.NewHost().Store.BackUpAsync(backup);
        return backup;
    }

    private sealed class OneWayStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
