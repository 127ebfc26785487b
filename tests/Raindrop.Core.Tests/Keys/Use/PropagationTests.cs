using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Use;

/// <summary>What one host does about a tenant reaches every other one within the bound, or the other one gives no key: the store away, or the clock wrong.</summary>
public sealed class PropagationTests : IDisposable
{
    private static readonly TimeSpan FreshFor = KeyHost.FreshFor;
    private readonly KeyWorld _world = new();
    private readonly CutGate _gate = new();
    private readonly KeyHost _host;
    private readonly KeyHost _admin;
    private string _keyId = "";

    public PropagationTests() => (_host, _admin) = (_world.NewHost(_gate), _world.NewHost());

    private TenantId Tenant => _world.Tenant;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_suspension_reaches_a_host_that_holds_the_key_and_so_does_its_end()
    {
        await OpenAsync();
        await _admin.Store.SuspendAsync(Tenant);
        await CanOpenAsync("what was read a moment ago still counts");
        _world.Time.Advance(FreshFor);
        await CannotOpenAsync(TenantKeyFailure.Suspended);
        await CannotSealAsync(TenantKeyFailure.Suspended);
        await _admin.Store.ResumeAsync(Tenant);

        await CanOpenAsync("what may not be used is asked for each time");
    }

    [Fact]
    public async Task A_suspension_reaches_every_host_within_a_second_unless_the_options_say_otherwise()
    {
        var id = (await _admin.Store.CreateAsync(Tenant)).Keys[0].Id;
        var host = _world.NewHost(options: new TenantKeyOptions());
        (await host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials))!.Dispose();

        await _admin.Store.SuspendAsync(Tenant);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        var open = async () => await host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials);
        (await open.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Suspended);
    }

    [Fact]
    public async Task Nobody_seals_for_a_suspended_or_shredded_tenant_even_at_once()
    {
        await OpenAsync();
        await _admin.Store.SuspendAsync(Tenant);
        await CannotSealAsync(TenantKeyFailure.Suspended);
        await _admin.Store.ShredAsync(Tenant);
        await CannotSealAsync(TenantKeyFailure.Shredded);
    }

    [Fact]
    public async Task A_shredding_reaches_a_host_that_holds_the_key_and_its_memory()
    {
        await OpenAsync();
        await _admin.Store.ShredAsync(Tenant);
        _world.Time.Advance(FreshFor);
        await CannotOpenAsync(TenantKeyFailure.Shredded);
    }

    [Fact]
    public async Task A_host_that_is_not_asked_any_more_forgets_a_key_within_the_bound()
    {
        await OpenAsync();
        _host.Cache.Count.Should().Be(1);
        await _admin.Store.ShredAsync(Tenant);
        _world.Time.Advance(ITenantKeyStore.PropagationBound);

        _host.Cache.Count.Should().Be(0);
    }

    [Fact]
    public async Task The_host_that_suspends_stops_at_once()
    {
        await OpenAsync();
        await _host.Store.SuspendAsync(Tenant);
        await CannotOpenAsync(TenantKeyFailure.Suspended);
    }

    [Fact]
    public async Task The_host_that_shreds_stops_at_once()
    {
        await OpenAsync();
        await _host.Store.ShredAsync(Tenant);
        _host.Cache.Count.Should().Be(0);
        await CannotOpenAsync(TenantKeyFailure.Shredded);
    }

    [Fact]
    public async Task A_retired_key_is_not_sealed_with_by_a_host_that_holds_it()
    {
        await OpenAsync();
        var old = _keyId;
        await _world.RunAsync(_admin.Store.RotateAsync(Tenant));
        using var current = await _host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);

        current.Id.Should().NotBe(old);
        (await _host.Keys.IsCurrentAsync(Tenant, old)).Should().BeFalse();
        _world.Time.Advance(FreshFor);
        (await _host.Keys.FindAsync(Tenant, old, KeyPurpose.Credentials)).Should().BeNull();
    }

    [Fact]
    public async Task Without_the_store_a_host_opens_for_as_long_as_what_it_read_counts_and_no_longer()
    {
        await OpenAsync();
        _gate.CutAt(0, afterEffect: false);
        _world.Time.Advance(FreshFor - TimeSpan.FromMilliseconds(1));
        await CanOpenAsync("it read a while ago");
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        await FluentActions.Awaiting(async () => await OpenAsync()).Should().ThrowAsync<StoreUnavailableException>();
        await FluentActions.Awaiting(async () => await _host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials)).Should().ThrowAsync<StoreUnavailableException>();
        _gate.Open();
        await CanOpenAsync("the store is back");
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task A_clock_that_jumps_makes_a_host_ask_and_never_trust_longer(int seconds)
    {
        await OpenAsync();
        await _admin.Store.SuspendAsync(Tenant);
        _world.Time.Jump(TimeSpan.FromSeconds(seconds));
        await CannotOpenAsync(TenantKeyFailure.Suspended);
    }

    [Fact]
    public async Task A_provider_that_is_slower_than_a_reading_counts_gives_no_key_of_a_tenant_suspended_meanwhile()
    {
        var id = (await _admin.Store.CreateAsync(Tenant)).Keys[0].Id;
        _world.Provider.Before = async (_, _) =>
        {
            await _admin.Store.SuspendAsync(Tenant);
            _world.Time.Advance(FreshFor);
        };
        var open = async () => await _host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials);

        (await open.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Suspended);
    }

    [Fact]
    public async Task A_provider_that_is_slow_once_costs_one_more_look_and_no_more_calls()
    {
        var id = (await _admin.Store.CreateAsync(Tenant)).Keys[0].Id;
        _world.Provider.Before = (_, _) =>
        {
            _world.Time.Advance(FreshFor);
            return Task.CompletedTask;
        };

        using var key = await _host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials);

        key.Should().NotBeNull();
        _world.Provider.Unwraps.Should().Be(1);
    }

    [Fact]
    public async Task A_store_that_is_always_slower_than_a_reading_counts_gives_no_key()
    {
        var id = (await _admin.Store.CreateAsync(Tenant)).Keys[0].Id;
        var host = _world.NewHost(new SlowGate(() => _world.Time.Advance(FreshFor)));
        var open = async () => await host.Keys.FindAsync(Tenant, id, KeyPurpose.Credentials);
        var seal = async () => await host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);

        await open.Should().ThrowAsync<StoreUnavailableException>();
        await seal.Should().ThrowAsync<StoreUnavailableException>();
    }

    private async Task OpenAsync()
    {
        if (_keyId.Length == 0) _keyId = (await _admin.Store.CreateAsync(Tenant)).Keys[0].Id;
        using var key = await _host.Keys.FindAsync(Tenant, _keyId, KeyPurpose.Credentials);
        key.Should().NotBeNull();
    }

    private async Task CanOpenAsync(string because) => await FluentActions.Awaiting(OpenAsync).Should().NotThrowAsync(because);

    private async Task CannotOpenAsync(TenantKeyFailure failure) =>
        (await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(failure);

    private async Task CannotSealAsync(TenantKeyFailure failure)
    {
        var seal = async () => await _host.Keys.GetCurrentAsync(Tenant, KeyPurpose.Credentials);
        (await seal.Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(failure);
    }

    private sealed class SlowGate(Action pass) : IRequestGate
    {
        public ValueTask BeforeAsync(string operation) => default;

        public ValueTask AfterAsync(string operation)
        {
            pass();
            return default;
        }
    }
}
