using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

public sealed class SuspensionTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_suspension_keeps_the_keys_and_needs_no_provider()
    {
        var store = _world.NewHost().Store;
        var created = await store.CreateAsync(Tenant);
        _world.Provider.Before = (_, _) => throw new KeyProviderException(KeyProviderFailure.Unavailable, "Away.");

        (await store.SuspendAsync(Tenant)).Should().BeEquivalentTo(created with { State = TenantKeyState.Suspended });
        (await store.SuspendAsync(Tenant)).State.Should().Be(TenantKeyState.Suspended);
        (await store.ResumeAsync(Tenant)).Should().BeEquivalentTo(created);
        (await store.CreateAsync(Tenant)).Should().BeEquivalentTo(created, "a tenant that has keys keeps them");
    }

    [Fact]
    public async Task Who_has_no_keys_cannot_be_suspended()
    {
        var store = _world.NewHost().Store;
        foreach (var call in new Func<Task>[] { async () => await store.SuspendAsync(Tenant), async () => await store.ResumeAsync(Tenant), async () => await store.RotateAsync(Tenant) })
            (await call.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Missing);
        (await store.FindAsync(Tenant)).Should().BeNull();
    }

    [Fact]
    public async Task Shredding_is_for_good()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(Tenant);
        await store.ShredAsync(Tenant);

        foreach (var call in new Func<Task>[] { async () => await store.SuspendAsync(Tenant), async () => await store.ResumeAsync(Tenant), async () => await store.RotateAsync(Tenant), async () => await store.CreateAsync(Tenant) })
            (await call.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
    }

    [Fact]
    public async Task Hosts_that_suspend_resume_and_rewrap_at_once_lose_nothing_of_each_other()
    {
        var hosts = Enumerable.Range(0, 4).Select(_ => _world.NewHost()).ToList();
        var key = (await hosts[0].Store.CreateAsync(Tenant)).Keys[0];
        _world.Provider.Add("kek2");
        _world.Provider.Current = "kek2";

        await Task.WhenAll(hosts.Select((host, i) => Task.Run(async () =>
        {
            if (i == 0) await host.Store.RewrapAsync();
            else for (var n = 0; n < 5; n++) await (i % 2 == 0 ? host.Store.SuspendAsync(Tenant) : host.Store.ResumeAsync(Tenant));
        })));

        (await hosts[0].Store.FindAsync(Tenant))!.Keys.Should().Equal(key with { KeyEncryptionKeyId = "kek2" });
    }

    [Fact]
    public async Task All_tenants_are_listed_in_order_with_what_is_known_of_them()
    {
        var store = _world.NewHost().Store;
        var tenants = Enumerable.Range(0, 7).Select(_ => TenantId.New()).ToList();
        foreach (var tenant in tenants) await store.CreateAsync(tenant);
        await store.SuspendAsync(tenants[0]);
        await store.ShredAsync(tenants[1]);
        _world.Plant(tenants[2], "{}"u8.ToArray());

        var listed = await store.ListAsync().ToListAsync();

        listed.Select(status => status.Tenant.Value).Should().BeInAscendingOrder(StringComparer.Ordinal).And.BeEquivalentTo(tenants.Select(tenant => tenant.Value));
        listed.Single(status => status.Tenant == tenants[2]).Should().Match<TenantKeyStatus>(status => status.State == TenantKeyState.Unreadable && status.Keys.Count == 0);
        listed.Single(status => status.Tenant == tenants[0]).State.Should().Be(TenantKeyState.Suspended);
        listed.Single(status => status.Tenant == tenants[1]).Should().Match<TenantKeyStatus>(status => status.State == TenantKeyState.Shredded && status.Keys.Count == 0 && status.Shredding != null);
    }
}
