using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Providers;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>The move from one key provider to another: in the end the new one unwraps everything by itself, however the two name their keys.</summary>
public sealed class RewrapAcrossProvidersTests : IDisposable
{
    private readonly KeyWorld _world = new();
    private readonly MemoryKeyProvider _new = new();

    private CurrentAndEarlierKeyProviders Both => new(_new, [_world.Provider]);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("kek1")]
    [InlineData("kek9")]
    public async Task Every_key_is_under_the_new_providers_also_where_both_name_theirs_alike(string name)
    {
        _new.Add(name);
        _new.Current = name;
        await _world.FillAsync(700);
        using var backup = new MemoryStream();
        await _world.Notes.WriteAsync(_world.NewHost().Keys, _world.Tenant, "note", "text");
        await _world.NewHost().Store.BackUpAsync(backup);

        var result = await _world.NewHost(provider: Both).Store.RewrapAsync();

        result.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = name, Tenants = 701, Rewrapped = 702, IsComplete = true }, "the key of the backup counts too");
        var after = _world.NewHost(provider: _new);
        (await _world.Notes.ReadAsync(after.Keys, _world.Tenant, "note")).Should().Be("text", "no record was touched");
        await foreach (var status in after.Store.ListAsync()) (await after.Keys.GetCurrentAsync(status.Tenant, KeyPurpose.Credentials)).Dispose();
        (await after.Store.RestoreAsync(backup)).Kept.Should().Be(701);
    }

    [Fact]
    public async Task It_costs_a_call_more_a_key_and_done_again_it_costs_that_one()
    {
        await _world.FillAsync(40);
        _new.Add("kek2");
        _new.Current = "kek2";

        (await _world.NewHost(provider: Both).Store.RewrapAsync()).Rewrapped.Should().Be(40);
        (_new.Wraps, _new.Unwraps, _world.Provider.Unwraps).Should().Be((40 + 2, 40 + 40 + 2, 40), "each look asks which key is current, and tries it; the new provider refuses each key once and unwraps it once by itself");

        (await _world.NewHost(provider: Both).Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 0);
        (_new.Wraps, _new.Unwraps, _world.Provider.Unwraps).Should().Be((40 + 4, 80 + 40 + 4, 40));
    }

    [Fact]
    public async Task A_key_that_the_new_provider_does_not_unwrap_by_itself_is_told_though_it_names_its_key()
    {
        await _world.FillAsync(3);
        var tenants = _world.Data.Winners.Select(document => KeyWorld.Parse(document).Tenant).ToList();
        await _world.NewHost(provider: Both).Store.RewrapAsync();
        var document = KeyWorld.Parse(_world.Raw(tenants[1]));
        _world.Plant(tenants[1], TenantKeyJson.Write(document with { Keys = [document.Current with { Wrapped = new WrappedKey("kek1", new byte[64]) }] }));

        (await _world.NewHost(provider: Both).Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.Refused.Single() == tenants[1]);
    }

    [Theory]
    [InlineData(KeyProviderFailure.Unavailable)]
    [InlineData(KeyProviderFailure.Throttled)]
    public async Task An_earlier_provider_that_is_away_stops_it_and_what_was_done_is_kept(KeyProviderFailure failure)
    {
        await _world.FillAsync(40);
        var allowed = 10;
        _world.Provider.Before = (_, _) => Interlocked.Decrement(ref allowed) >= 0 ? Task.CompletedTask : throw new KeyProviderException(failure, "Not now.");
        var rewrap = async () => await _world.NewHost(provider: Both).Store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(failure, "an outage is never taken for a refusal");

        // Both name their keys alike, so that only the new one's answers tell what is done.
        var (left, wrapping) = (0, new KeyWrapping(_new, _world.Time));
        foreach (var document in _world.Data.Winners.Select(KeyWorld.Parse))
            if (!await wrapping.IsUnwrappedAsync(document.Current, document.ContextOf(document.Current), TestContext.Current.CancellationToken)) left++;
        left.Should().BeInRange(30, 34, "ten were unwrapped, and some of the last four may not have been wrapped again");
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await rewrap()).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == left && done.Refused.Count == 0);
    }

    [Fact]
    public async Task A_key_that_no_provider_has_is_told_after_all_others_were_wrapped_anew()
    {
        await _world.FillAsync(1100);
        var first = KeyWorld.Parse(_world.Data.Winners.OrderBy(document => document.Id, StringComparer.Ordinal).First());
        var lacking = new LackingProvider(_world.Provider, "kek0");
        _world.Plant(first.Tenant, TenantKeyJson.Write(first with { Keys = [first.Current with { Wrapped = first.Current.Wrapped with { KeyEncryptionKeyId = "kek0" } }] }));
        _new.Add("kek2");
        _new.Current = "kek2";
        var rewrap = async () => await _world.NewHost(provider: new CurrentAndEarlierKeyProviders(_new, [lacking])).Store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        _world.Data.Winners.Count(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2").Should().Be(1099);
    }

    [Fact]
    public async Task Hosts_on_either_side_open_what_the_other_makes_while_keys_are_moved()
    {
        _new.Add("kek2");
        _new.Current = "kek2";
        var before = _world.NewHost(provider: new CurrentAndEarlierKeyProviders(_world.Provider, [_new]));
        var after = _world.NewHost(provider: Both);
        var (old, young) = (TenantId.New(), TenantId.New());
        await _world.Notes.WriteAsync(before.Keys, old, "note", "before");
        await _world.Notes.WriteAsync(after.Keys, young, "note", "after");

        await AllOpenAsync(before, after);
        (await _world.NewHost(provider: Both).Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 1);
        await AllOpenAsync(_world.NewHost(provider: new CurrentAndEarlierKeyProviders(_world.Provider, [_new])), _world.NewHost(provider: Both));
        await AllOpenAsync(_world.NewHost(provider: _new));
        await _world.NewHost(provider: new CurrentAndEarlierKeyProviders(_world.Provider, [_new])).Store.RewrapAsync();
        await AllOpenAsync(_world.NewHost(provider: _world.Provider));

        async Task AllOpenAsync(params KeyHost[] hosts)
        {
            foreach (var host in hosts)
            {
                (await _world.Notes.ReadAsync(host.Keys, old, "note")).Should().Be("before");
                (await _world.Notes.ReadAsync(host.Keys, young, "note")).Should().Be("after");
            }
        }
    }

    [Fact]
    public async Task A_host_that_does_not_know_the_new_provider_refuses_and_changes_nothing()
    {
        _new.Add("kek2");
        _new.Current = "kek2";
        await _world.Notes.WriteAsync(_world.NewHost(provider: Both).Keys, _world.Tenant, "note", "text");
        var stored = _world.Raw(_world.Tenant);
        var stranger = _world.NewHost();

        foreach (var use in new Func<Task>[]
        {
            () => _world.Notes.ReadAsync(stranger.Keys, _world.Tenant, "note"),
            () => _world.Notes.WriteAsync(stranger.Keys, _world.Tenant, "other", "text"),
        })
            await use.Should().ThrowAsync<KeyRefusedException>();
        (await stranger.Store.RewrapAsync()).Refused.Should().Equal(_world.Tenant);

        _world.Raw(_world.Tenant).Revision.Should().Be(stored.Revision);
        (await _world.Notes.ReadAsync(_world.NewHost(provider: Both).Keys, _world.Tenant, "note")).Should().Be("text");
    }

    [Fact]
    public async Task A_rotation_that_such_a_host_begins_drops_no_key_and_is_finished_by_one_that_knows_both()
    {
        _new.Add("kek2");
        _new.Current = "kek2";
        await _world.Notes.WriteAsync(_world.NewHost(provider: Both).Keys, _world.Tenant, "note", "text");

        await FluentActions.Awaiting(() => _world.Time.RunAsync(_world.NewHost().Store.RotateAsync(_world.Tenant))).Should().ThrowAsync<KeyRefusedException>();

        var both = _world.NewHost(provider: Both);
        (await _world.Notes.ReadAsync(both.Keys, _world.Tenant, "note")).Should().Be("text");
        (await _world.Time.RunAsync(both.Store.RotateAsync(_world.Tenant))).Should().Match<TenantKeyRotation>(done => done.IsComplete && done.Resealed == 1);
        await both.Store.RewrapAsync();
        (await _world.Notes.ReadAsync(_world.NewHost(provider: _new).Keys, _world.Tenant, "note")).Should().Be("text");
    }
}
