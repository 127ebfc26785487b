using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Rotation of a tenant key that is stopped, killed, or comes in the way of a writer: nothing is lost, and it is finished by whoever rotates next.</summary>
public sealed class RotationInterruptionTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_writer_that_asked_before_the_rotation_stores_nothing_that_is_lost()
    {
        var writer = _world.NewHost();
        await writer.Store.CreateAsync(Tenant);
        ValueTask<TenantKeyRotation> rotating = default;

        // It has its key, and stores what it sealed after the rotation has begun and looked.
        var keyId = await _world.Notes.WriteAsync(writer.Keys, Tenant, "late", "text", async () =>
        {
            if (rotating != default) return;
            rotating = _world.NewHost().Store.RotateAsync(Tenant);
            await Task.Delay(50);
            _world.Time.Advance(TimeSpan.FromSeconds(30));
        });
        var rotation = await _world.RunAsync(rotating);

        keyId.Should().Be(rotation.KeyId, "the writer saw that its key was no longer current");
        rotation.IsComplete.Should().BeTrue();
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "late")).Should().Be("text");
    }

    [Fact]
    public async Task A_writer_that_dies_before_it_asks_again_leaves_a_record_that_the_last_look_finds()
    {
        var writer = _world.NewHost();
        await writer.Store.CreateAsync(Tenant);
        ValueTask<TenantKeyRotation> rotating = default;
        var write = () => _world.Notes.WriteAsync(new DyingKeys(writer.Keys), Tenant, "late", "text", async () =>
        {
            rotating = _world.NewHost().Store.RotateAsync(Tenant);
            await Task.Delay(50);
        });
        await write.Should().ThrowAsync<StoreUnavailableException>();

        var rotation = await _world.RunAsync(rotating);

        rotation.Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1);
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "late")).Should().Be("text");
    }

    [Fact]
    public async Task A_record_that_comes_while_the_last_look_looks_is_found_by_another_look()
    {
        var writer = _world.NewHost();
        await writer.Store.CreateAsync(Tenant);
        using var old = await writer.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        var rotating = _world.NewHost().Store.RotateAsync(Tenant);
        await Task.Delay(50);
        _world.Notes.Store(old, Tenant, "late", "1");
        _world.Notes.BeforeReseal = () =>
        {
            if (!_world.Notes.All.ContainsKey((Tenant, "later"))) _world.Notes.Store(old, Tenant, "later", "2");
            return Task.CompletedTask;
        };

        (await _world.RunAsync(rotating)).Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 2);
        (await _world.Notes.ReadAsync(_world.NewHost().Keys, Tenant, "later")).Should().Be("2");
    }

    [Fact]
    public async Task A_tenant_suspended_in_the_middle_goes_on_when_it_is_resumed()
    {
        var host = _world.NewHost();
        await _world.Notes.WriteAsync(host.Keys, Tenant, "note", "text");
        _world.Notes.BeforeReseal = async () => await host.Store.SuspendAsync(Tenant);
        var rotate = async () => await _world.RunAsync(host.Store.RotateAsync(Tenant));
        (await rotate.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Suspended);

        _world.Notes.BeforeReseal = () => Task.CompletedTask;
        await host.Store.ResumeAsync(Tenant);
        (await rotate()).Should().Match<TenantKeyRotation>(done => done.IsComplete && !done.IsNewKey);
        (await _world.Notes.ReadAsync(host.Keys, Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task A_tenant_shredded_in_the_middle_stays_shredded()
    {
        var host = _world.NewHost();
        await _world.Notes.WriteAsync(host.Keys, Tenant, "note", "text");
        _world.Notes.BeforeReseal = async () => await host.Store.ShredAsync(Tenant);
        var rotate = async () => await _world.RunAsync(host.Store.RotateAsync(Tenant));

        (await rotate.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
        (await host.Store.FindAsync(Tenant))!.State.Should().Be(TenantKeyState.Shredded);
    }

    [Fact]
    public async Task A_provider_that_throttles_in_the_middle_leaves_a_rotation_to_be_finished()
    {
        var host = _world.NewHost();
        for (var i = 0; i < 5; i++) await _world.Notes.WriteAsync(host.Keys, Tenant, $"n{i}", "text");
        var rotating = _world.NewHost();
        _world.Provider.Before = (operation, _) => operation == "unwrap" ? throw new KeyProviderException(KeyProviderFailure.Throttled, "Slower.") { RetryAfter = TimeSpan.FromSeconds(9) } : Task.CompletedTask;
        var rotate = async () => await _world.RunAsync(rotating.Store.RotateAsync(Tenant));

        (await rotate.Should().ThrowAsync<KeyProviderException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(9));
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await rotate()).Should().Match<TenantKeyRotation>(done => done.IsComplete && !done.IsNewKey && done.Resealed == 5);
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_finishes_the_same_rotation()
    {
        var requests = await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                foreach (var name in new[] { "a", "b" }) await world.Notes.WriteAsync(world.NewHost().Keys, world.Tenant, name, name);
                await world.RunAsync(world.NewHost(gate).Store.RotateAsync(world.Tenant));
            },
            async world =>
            {
                var before = (await world.NewHost().Store.FindAsync(world.Tenant))!.Keys;
                var rotation = await world.RunAsync(world.NewHost().Store.RotateAsync(world.Tenant));
                rotation.IsComplete.Should().BeTrue();
                if (before.Count > 1) rotation.Should().Match<TenantKeyRotation>(done => !done.IsNewKey && done.KeyId == before[0].Id);
                (await world.NewHost().Store.FindAsync(world.Tenant))!.Keys.Should().ContainSingle().Which.Id.Should().Be(rotation.KeyId);
                foreach (var name in new[] { "a", "b" }) (await world.Notes.ReadAsync(world.NewHost().Keys, world.Tenant, name)).Should().Be(name);
            });
        requests.Should().BeGreaterThan(5);
    }

    private sealed class DyingKeys(ITenantKeys keys) : ITenantKeys
    {
        public ValueTask<TenantKey> GetCurrentAsync(TenantId tenant, KeyPurpose purpose, CancellationToken cancellationToken = default) => keys.GetCurrentAsync(tenant, purpose, cancellationToken);

        public ValueTask<TenantKey?> FindAsync(TenantId tenant, string keyId, KeyPurpose purpose, CancellationToken cancellationToken = default) => keys.FindAsync(tenant, keyId, purpose, cancellationToken);

        public ValueTask<bool> IsCurrentAsync(TenantId tenant, string keyId, CancellationToken cancellationToken = default) => throw new StoreUnavailableException("Killed.");
    }
}
