using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Use;

public sealed class TenantKeysTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_tenant_s_first_key_is_made_when_it_is_first_asked_for_and_is_the_same_for_every_host()
    {
        using var first = await _world.NewHost().Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        using var second = await _world.NewHost().Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        using var found = await _world.NewHost().Keys.FindAsync(Tenant, first.Id, KeyPurpose.Credentials);

        first.Key.Length.Should().Be(32);
        second.Should().Match<TenantKey>(key => key.Id == first.Id && key.Key.Equals(first.Key));
        found!.Key.Equals(first.Key).Should().BeTrue();
        _world.Data.Winners.Should().ContainSingle();
    }

    [Fact]
    public async Task Keys_of_a_tenant_whose_document_is_gone_leave_the_memory_as_soon_as_that_is_seen()
    {
        var host = _world.NewHost();
        using var key = await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        host.Cache.Count.Should().Be(1);
        await new MemoryDatabase(_world.Data).DeleteAsync(TenantKeyDocument.IdOf(Tenant), _world.Raw(Tenant).Revision!);
        _world.Time.Advance(KeyHost.FreshFor);

        (await host.Keys.FindAsync(Tenant, key.Id, KeyPurpose.Credentials)).Should().BeNull();
        host.Cache.Count.Should().Be(0);
    }

    [Fact]
    public async Task Purposes_and_tenants_have_keys_that_differ()
    {
        var keys = _world.NewHost().Keys;
        using var credentials = await keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        using var backup = await keys.GetCurrentAsync(Tenant, KeyPurpose.Backup);
        using var other = await keys.GetCurrentAsync(TenantId.New(), KeyPurpose.Credentials);

        backup.Id.Should().Be(credentials.Id);
        credentials.Key.Equals(backup.Key).Should().BeFalse();
        credentials.Key.Equals(other.Key).Should().BeFalse();
    }

    [Fact]
    public async Task Many_who_ask_for_a_new_tenant_s_key_at_once_get_one_key()
    {
        var hosts = Enumerable.Range(0, 8).Select(_ => _world.NewHost()).ToList();
        _world.Provider.Before = async (_, _) => await Task.Yield();

        var keys = await Task.WhenAll(hosts.SelectMany(host => Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)))));

        keys.Select(key => key.Id).Distinct().Should().ContainSingle();
        keys.Should().OnlyContain(key => key.Key.Equals(keys[0].Key));
    }

    [Fact]
    public async Task Opening_again_costs_neither_a_request_nor_a_call_of_the_provider()
    {
        var gate = new CountingGate();
        var keys = _world.NewHost(gate).Keys;
        using var current = await keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        gate.Reset();
        var calls = _world.Provider.Calls;

        for (var i = 0; i < 10; i++) (await keys.FindAsync(Tenant, current.Id, KeyPurpose.Credentials))!.Dispose();

        (gate.Total, _world.Provider.Calls).Should().Be((0, calls));
    }

    [Fact]
    public async Task Many_who_open_at_once_ask_the_provider_once()
    {
        var id = (await _world.NewHost().Store.CreateAsync(Tenant)).Keys[0].Id;
        var keys = _world.NewHost().Keys;
        _world.Provider.Before = (_, _) => Task.Delay(20);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await keys.FindAsync(Tenant, id, KeyPurpose.Credentials))!.Dispose()));

        _world.Provider.Unwraps.Should().Be(1);
    }

    [Fact]
    public async Task Sealing_asks_the_store_each_time()
    {
        var gate = new CountingGate();
        var keys = _world.NewHost(gate).Keys;
        (await keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Dispose();
        gate.Reset();

        using var key = await keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        (await keys.IsCurrentAsync(Tenant, key.Id)).Should().BeTrue();

        gate.Counts.Should().Equal(new Dictionary<string, int> { ["get"] = 2 });
    }

    [Fact]
    public async Task A_key_that_memory_does_not_know_is_looked_for_in_the_store()
    {
        var here = _world.NewHost();
        var elsewhere = _world.NewHost();
        (await here.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Dispose();
        await _world.Notes.WriteAsync(elsewhere.Keys, Tenant, "old", "text");
        _world.Notes.BeforeReseal = async () => await _world.Notes.WriteAsync(elsewhere.Keys, Tenant, "new", "text");
        var rotating = _world.RunAsync(elsewhere.Store.RotateAsync(Tenant));
        await WaitForAsync(() => _world.Notes.All.ContainsKey((Tenant, "new")));

        (await _world.Notes.ReadAsync(here.Keys, Tenant, "new")).Should().Be("text");

        await rotating;
    }

    [Fact]
    public async Task What_a_tenant_does_not_have_is_not_found()
    {
        var keys = _world.NewHost().Keys;

        (await keys.FindAsync(Tenant, "aaaaaaaaaaaaaaaa", KeyPurpose.Credentials)).Should().BeNull("the tenant has no key");
        (await keys.IsCurrentAsync(Tenant, "aaaaaaaaaaaaaaaa")).Should().BeFalse();
        (await keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Dispose();
        (await keys.FindAsync(Tenant, "aaaaaaaaaaaaaaaa", KeyPurpose.Credentials)).Should().BeNull("it is another one");
        (await keys.IsCurrentAsync(Tenant, "aaaaaaaaaaaaaaaa")).Should().BeFalse();
    }

    [Fact]
    public async Task A_deleted_document_is_no_new_tenant()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        await new MemoryDatabase(_world.Data).DeleteAsync(TenantKeyDocument.IdOf(Tenant), _world.Raw(Tenant).Revision!);

        foreach (var use in new Func<Task>[] { async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials), async () => await host.Store.CreateAsync(Tenant), async () => await host.Store.SuspendAsync(Tenant) })
            (await use.Should().ThrowAsync<TenantKeyException>()).Where(e => e.Failure == TenantKeyFailure.Lost && e.Message.Contains("restore"));
    }

    [Fact]
    public async Task A_damaged_document_gives_no_key_and_says_what_to_do()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(Tenant);
        _world.Plant(Tenant, "{\"rd_schema\":\"rd.tenantkey\"}"u8.ToArray());
        var use = async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);

        (await use.Should().ThrowAsync<TenantKeyException>()).Where(e => e.Failure == TenantKeyFailure.Lost && e.Tenant == Tenant);
    }

    [Fact]
    public async Task A_provider_that_fails_is_asked_once_and_what_it_says_is_passed_on()
    {
        var id = (await _world.NewHost().Store.CreateAsync(Tenant)).Keys[0].Id;
        var keys = _world.NewHost().Keys;
        var asked = 0;
        _world.Provider.Before = (_, _) =>
        {
            asked++;
            throw new KeyProviderException(KeyProviderFailure.Throttled, "Slower.") { RetryAfter = TimeSpan.FromSeconds(7) };
        };
        var open = async () => await keys.FindAsync(Tenant, id, KeyPurpose.Credentials);

        (await open.Should().ThrowAsync<KeyProviderException>()).Where(e => e.RetryAfter == TimeSpan.FromSeconds(7));
        asked.Should().Be(1);
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await keys.FindAsync(Tenant, id, KeyPurpose.Credentials)).Should().NotBeNull("the next call asks again");
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along()
    {
        var id = (await _world.NewHost().Store.CreateAsync(Tenant)).Keys[0].Id;
        var keys = _world.NewHost().Keys;
        var held = new TaskCompletionSource();
        _world.Provider.Before = (_, _) => held.Task;
        using var stop = new CancellationTokenSource();
        var impatient = keys.FindAsync(Tenant, id, KeyPurpose.Credentials, stop.Token).AsTask();
        var patient = keys.FindAsync(Tenant, id, KeyPurpose.Credentials).AsTask();
        await stop.CancelAsync();
        held.SetResult();

        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        (await patient).Should().NotBeNull();
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var i = 0; i < 5000 && !condition(); i++) await Task.Delay(2);
        condition().Should().BeTrue();
    }
}
