using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Rotation of a tenant key: its records are sealed again, no host seals under the old key, and it is dropped when nothing needs it.</summary>
public sealed class RotationTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_rotation_seals_the_records_again_and_drops_the_old_key_after_the_bound()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 5; i++) await _world.Notes.WriteAsync(host.Keys, Tenant, $"n{i}", $"text {i}");
        var old = _world.Notes.All.Values.First().KeyId;
        var begun = _world.Time.GetTimestamp();
        var reports = new List<TenantKeyRotation>();

        var rotation = await _world.RunAsync(host.Store.RotateAsync(Tenant, new Reports(reports)));

        rotation.Should().BeEquivalentTo(new TenantKeyRotation { Tenant = Tenant, KeyId = rotation.KeyId, IsNewKey = true, Resealed = 5, IsComplete = true });
        _world.Time.GetElapsedTime(begun).Should().BeGreaterThanOrEqualTo(ITenantKeyStore.PropagationBound);
        _world.Notes.All.Values.Should().OnlyContain(note => note.KeyId == rotation.KeyId && note.KeyId != old);
        (await host.Store.FindAsync(Tenant))!.Keys.Select(key => key.Id).Should().Equal(rotation.KeyId);
        for (var i = 0; i < 5; i++) (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, $"n{i}")).Should().Be($"text {i}");
        reports.Select(report => report.Resealed).Should().StartWith([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Hosts_that_rotate_at_once_make_one_new_key_and_lose_nothing()
    {
        var hosts = Enumerable.Range(0, 3).Select(_ => _world.NewHost()).ToList();
        for (var i = 0; i < 20; i++) await _world.Notes.WriteAsync(hosts[0].Keys, Tenant, $"n{i}", $"text {i}");
        _world.Provider.Before = async (_, _) => await Task.Yield();
        _world.Notes.BeforeReseal = async () => await Task.Yield();

        var all = Task.WhenAll(hosts.Select(host => Task.Run(async () => await host.Store.RotateAsync(Tenant))));
        var rotations = await _world.RunAsync(new ValueTask<TenantKeyRotation[]>(all));

        rotations.Should().OnlyContain(rotation => rotation.IsComplete && rotation.KeyId == rotations[0].KeyId);
        rotations.Count(rotation => rotation.IsNewKey).Should().Be(1);
        rotations.Sum(rotation => rotation.Resealed).Should().Be(20);
        (await hosts[0].Store.FindAsync(Tenant))!.Keys.Should().ContainSingle();
        for (var i = 0; i < 20; i++) (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, $"n{i}")).Should().Be($"text {i}");
    }

    [Fact]
    public async Task A_key_that_records_still_need_is_kept_and_told()
    {
        var host = _world.NewHost();
        await _world.Notes.WriteAsync(host.Keys, Tenant, "note", "0");
        // Somebody replaces the note under the old key each time, as a record would do that cannot be sealed again.
        var old = _world.Notes.All[(Tenant, "note")];
        var stubborn = new KeyHost(new Raindrop.Core.Tests.Derivation.Memory.MemoryDatabase(_world.Data), _world.Provider, _world.Time, _world.BackupKeyFile, null, _ => new Stubborn());

        var rotation = await _world.RunAsync(stubborn.Store.RotateAsync(Tenant));

        rotation.Should().Match<TenantKeyRotation>(result => !result.IsComplete && result.Left == 1 && result.IsNewKey);
        (await host.Store.FindAsync(Tenant))!.Keys.Select(key => key.Id).Should().Equal(rotation.KeyId, old.KeyId);
        var later = await _world.RunAsync(host.Store.RotateAsync(Tenant));
        later.Should().Match<TenantKeyRotation>(result => result.IsComplete && !result.IsNewKey && result.KeyId == rotation.KeyId);
    }

    [Fact]
    public async Task A_key_that_comes_back_after_the_last_look_is_not_dropped_unseen()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        var returned = KeyWorld.Parse(_world.Raw(Tenant)).Current with { Id = "aaaaaaaaaaaaaaaa" };
        var reports = 0;
        var restoring = new Told(() =>
        {
            // What a restore does: keys of a backup are added behind the current one.
            if (++reports != 2) return;
            var document = KeyWorld.Parse(_world.Raw(Tenant));
            _world.Plant(Tenant, TenantKeyJson.Write(document with { Keys = [.. document.Keys, returned] }));
        });

        var rotation = await _world.RunAsync(host.Store.RotateAsync(Tenant, restoring));

        reports.Should().Be(2);
        (await host.Store.FindAsync(Tenant))!.Keys.Select(key => key.Id).Should().Equal(rotation.KeyId, returned.Id);
    }

    [Fact]
    public async Task A_record_that_no_key_opens_is_counted_and_keeps_no_key()
    {
        var host = _world.NewHost();
        await _world.Notes.WriteAsync(host.Keys, Tenant, "good", "text");
        await _world.Notes.WriteAsync(host.Keys, Tenant, "bad", "text");
        _world.Notes.Damage(Tenant, "bad");

        var rotation = await _world.RunAsync(host.Store.RotateAsync(Tenant));

        rotation.Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1 && done.Unreadable == 1);
    }

    [Fact]
    public async Task A_host_without_a_vault_does_not_rotate_since_it_would_drop_a_key_that_records_need()
    {
        using var host = new KeyHost(new Raindrop.Core.Tests.Derivation.Memory.MemoryDatabase(_world.Data), _world.Provider, _world.Time);
        await host.Store.CreateAsync(Tenant);
        var rotate = async () => await host.Store.RotateAsync(Tenant);

        (await rotate.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*has the credential vault*");
        (await host.Store.FindAsync(Tenant))!.Keys.Should().ContainSingle();
    }

    [Fact]
    public async Task A_suspended_tenant_is_not_rotated()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        await host.Store.SuspendAsync(Tenant);
        var rotate = async () => await host.Store.RotateAsync(Tenant);

        (await rotate.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Suspended);
    }

    private sealed class Reports(List<TenantKeyRotation> reports) : IProgress<TenantKeyRotation>
    {
        public void Report(TenantKeyRotation value) => reports.Add(value);
    }

    private sealed class Told(Action act) : IProgress<TenantKeyRotation>
    {
        public void Report(TenantKeyRotation value) => act();
    }

    private sealed class Stubborn : ITenantRecords
    {
        public KeyPurpose Purpose => KeyPurpose.Credentials;

        public ValueTask<ResealResult> ResealAsync(TenantId tenant, IProgress<ResealResult>? progress = null, CancellationToken cancellationToken = default) => ValueTask.FromResult(new ResealResult(0, 1, 0));
    }
}
