using Raindrop.Core.Tests.Keys.World;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Rotation of the key encryption key that fails, is killed, or meets others at work: what is done is kept, and in the end nothing is left under the old key.</summary>
public sealed class RewrapInterruptionTests : IDisposable
{
    private readonly KeyWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(KeyProviderFailure.Throttled)]
    [InlineData(KeyProviderFailure.Unavailable)]
    public async Task A_provider_that_fails_in_the_middle_is_not_asked_on_and_what_it_did_is_kept(KeyProviderFailure failure)
    {
        await _world.FillAsync(40);
        _world.Promote("kek2");
        var (allowed, refused) = (21, 0);
        _world.Provider.Before = (_, _) =>
        {
            if (Interlocked.Decrement(ref allowed) >= 0) return Task.CompletedTask;
            Interlocked.Increment(ref refused);
            throw new KeyProviderException(failure, "Not now.") { RetryAfter = TimeSpan.FromSeconds(3) };
        };
        var store = _world.NewHost().Store;
        var rewrap = async () => await store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Should().Match<KeyProviderException>(e => e.Failure == failure && e.RetryAfter == TimeSpan.FromSeconds(3));

        refused.Should().BeLessThanOrEqualTo(4, "those that were with the provider already");
        var done = _world.Data.Winners.Count(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
        done.Should().BeInRange(6, 10, "20 calls were allowed after the one that asks which key is current");
        var calls = _world.Provider.Calls;
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await rewrap()).Should().Match<KeyRewrap>(result => result.IsComplete && result.Rewrapped == 40 - done);
        (_world.Provider.Calls - calls).Should().Be((2 * (40 - done)) + 4, "what is done is not done again");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_put_under_a_key_that_the_provider_only_wraps_with(bool isRefused)
    {
        await _world.FillAsync(3);
        var before = _world.Data.Winners.Select(document => document.Revision).ToList();
        _world.Promote("kek2");
        var rewrap = async () => await _world.NewHost(provider: new LackingProvider(_world.Provider, "kek2", isRefused)).Store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Message.Should().Contain("does not unwrap what it has just wrapped under kek2");
        _world.Data.Winners.Select(document => document.Revision).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_provider_that_goes_away_while_the_current_key_is_tried_is_away()
    {
        _world.Provider.Before = (operation, _) => operation == "wrap" ? Task.CompletedTask : throw new KeyProviderException(KeyProviderFailure.Unavailable, "Not now.");
        var rewrap = async () => await _world.NewHost().Store.RewrapAsync();

        (await rewrap.Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.Unavailable);
    }

    [Fact]
    public async Task Whoever_stops_it_keeps_what_the_provider_has_done()
    {
        await _world.FillAsync(40);
        _world.Promote("kek2");
        using var stop = new CancellationTokenSource();
        var unwraps = 0;
        _world.Provider.Before = (operation, _) => operation == "unwrap" && Interlocked.Increment(ref unwraps) == 20 ? stop.CancelAsync() : Task.CompletedTask;
        var rewrap = async () => await _world.NewHost().Store.RewrapAsync(cancellationToken: stop.Token);

        await rewrap.Should().ThrowAsync<OperationCanceledException>();
        _world.Data.Winners.Count(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2").Should().BeInRange(10, 20);
    }

    [Fact]
    public async Task However_often_the_provider_throttles_the_work_comes_to_its_end()
    {
        await _world.FillAsync(60);
        _world.Promote("kek2");
        var allowed = 0;
        _world.Provider.Before = (_, _) => Interlocked.Decrement(ref allowed) >= 0 ? Task.CompletedTask : throw new KeyProviderException(KeyProviderFailure.Throttled, "Slower.");
        var result = default(KeyRewrap);
        for (var run = 0; run < 60 && result is null; run++)
        {
            allowed = 12;
            try
            {
                result = await _world.NewHost().Store.RewrapAsync();
            }
            catch (KeyProviderException)
            {
                // The operator waits as long as the provider asks, and calls again.
            }
        }

        result.Should().NotBeNull().And.Match<KeyRewrap>(done => done.IsComplete);
    }

    [Fact]
    public async Task Hosts_that_rewrap_at_once_both_end_with_all_keys_wrapped()
    {
        await _world.FillAsync(700);
        _world.Promote("kek2");
        _world.Provider.Before = async (_, _) => await Task.Yield();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await _world.NewHost().Store.RewrapAsync())));

        results.Should().OnlyContain(result => result.IsComplete);
        results.Sum(result => result.Rewrapped).Should().Be(700, "each was written by one of them");
        _world.Data.Winners.Should().OnlyContain(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
    }

    [Fact]
    public async Task A_key_made_under_the_old_key_while_others_are_rewrapped_is_found()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(TenantId.Parse(new string('z', 26)));
        var stale = new MemoryKeyProvider();
        _world.Promote("kek2");
        var isFirst = true;
        _world.Provider.Before = async (operation, _) =>
        {
            if (operation != "unwrap" || !isFirst) return;
            isFirst = false;
            // A host that has not read the new key yet.
            _world.Provider.Current = "kek1";
            await host.Store.CreateAsync(TenantId.Parse(new string('a', 26)));
            _world.Provider.Current = "kek2";
        };

        var result = await host.Store.RewrapAsync();

        result.Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 2 && done.Tenants == 2);
        stale.Calls.Should().Be(0);
    }

    [Fact]
    public async Task A_key_that_another_host_came_before_is_looked_at_again()
    {
        await _world.NewHost().Store.CreateAsync(_world.Tenant);
        _world.Promote("kek2");
        var isFirst = true;
        _world.Provider.Before = async (operation, _) =>
        {
            if (operation != "unwrap" || !isFirst) return;
            isFirst = false;
            await _world.NewHost().Store.SuspendAsync(_world.Tenant);
        };

        (await _world.NewHost().Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 1);
        KeyWorld.Parse(_world.Raw(_world.Tenant)).Should().Match<TenantKeyDocument>(document => document.State == TenantKeyState.Suspended && document.Current.Wrapped.KeyEncryptionKeyId == "kek2");
    }

    [Fact]
    public async Task Another_key_that_becomes_current_in_the_middle_is_the_one_in_the_end()
    {
        await _world.FillAsync(10);
        _world.Promote("kek2");
        _world.Provider.Add("kek3");
        _world.Provider.Before = (_, calls) =>
        {
            if (calls > 25) _world.Provider.Current = "kek3";
            return Task.CompletedTask;
        };

        (await _world.NewHost().Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.KeyEncryptionKeyId == "kek3");
        _world.Data.Winners.Should().OnlyContain(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek3");
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_goes_on()
    {
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                await world.FillAsync(600);
                world.Promote("kek2");
                await world.NewHost(gate).Store.RewrapAsync();
            },
            async world =>
            {
                (await world.NewHost().Store.RewrapAsync()).IsComplete.Should().BeTrue();
                world.Provider.Remove("kek1");
                world.Data.Winners.Should().HaveCount(600).And.OnlyContain(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
                (await world.NewHost().Keys.GetCurrentAsync(KeyWorld.Parse(world.Data.Winners.First()).Tenant, KeyPurpose.Credentials)).Dispose();
            });
    }
}
