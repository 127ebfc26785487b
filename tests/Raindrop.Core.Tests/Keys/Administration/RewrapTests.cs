using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Administration;

/// <summary>Rotation of the key encryption key: all keys are wrapped anew, and nothing else is touched.</summary>
public sealed class RewrapTests : IDisposable
{
    private readonly KeyWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Ten_thousand_tenants_are_read_and_written_by_the_page()
    {
        const int Tenants = 10_000;
        await FillAsync(_world, Tenants);
        var before = _world.Data.Winners.ToDictionary(document => document.Id, document => Convert.ToHexString(Parse(document).Current.Commitment.Span));
        var calls = _world.Provider.Calls;
        var gate = new CountingGate();
        var reports = new List<KeyRewrap>();
        ChangeKeyEncryptionKey(_world);

        var result = await _world.NewHost(gate).Store.RewrapAsync(new Reports(reports));

        result.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = "kek2", Tenants = Tenants, Rewrapped = Tenants, IsComplete = true });
        gate.Counts.Should().BeEquivalentTo(new Dictionary<string, int> { ["range"] = 42, ["bulk-write"] = 20 }, "two looks of 21 pages, the last of them empty, and a write for each of 20");
        (_world.Provider.Calls - calls).Should().Be((2 * Tenants) + 2, "a key is unwrapped and wrapped, and each look asks which key is current");
        reports.Where((_, i) => i < 20).Select(report => report.Rewrapped).Should().Equal(Enumerable.Range(1, 20).Select(page => page * 500L));
        _world.Data.Winners.Should().OnlyContain(document => Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
        _world.Data.Winners.ToDictionary(document => document.Id, document => Convert.ToHexString(Parse(document).Current.Commitment.Span)).Should().Equal(before, "the keys are the same");
    }

    [Fact]
    public async Task Nothing_is_left_for_the_old_key_to_open()
    {
        var host = _world.NewHost();
        var suspended = TenantId.New();
        await _world.Notes.WriteAsync(host.Keys, _world.Tenant, "note", "text");
        await host.Store.CreateAsync(suspended);
        await host.Store.SuspendAsync(suspended);
        ChangeKeyEncryptionKey(_world);
        await host.Store.RewrapAsync();
        _world.Provider.Remove("kek1");

        (await _world.Notes.ReadAsync(_world.NewHost().Keys, _world.Tenant, "note")).Should().Be("text", "no record was touched");
        await host.Store.ResumeAsync(suspended);
        (await _world.NewHost().Keys.GetCurrentAsync(suspended, KeyPurpose.Credentials)).Dispose();
    }

    [Fact]
    public async Task Rewrapping_again_costs_a_listing_and_no_key()
    {
        await FillAsync(_world, 10);
        ChangeKeyEncryptionKey(_world);
        await _world.NewHost().Store.RewrapAsync();
        var calls = _world.Provider.Calls;

        var again = await _world.NewHost().Store.RewrapAsync();

        again.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = "kek2", Tenants = 10, Rewrapped = 0, IsComplete = true });
        (_world.Provider.Calls - calls).Should().Be(1);
    }

    [Theory]
    [InlineData(KeyProviderFailure.Throttled)]
    [InlineData(KeyProviderFailure.Unavailable)]
    public async Task A_provider_that_fails_in_the_middle_is_not_asked_on_and_what_it_did_is_kept(KeyProviderFailure failure)
    {
        await FillAsync(_world, 40);
        ChangeKeyEncryptionKey(_world);
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
        var done = _world.Data.Winners.Count(document => Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
        done.Should().BeInRange(6, 10, "20 calls were allowed after the one that asks which key is current");
        var calls = _world.Provider.Calls;
        _world.Provider.Before = (_, _) => Task.CompletedTask;
        (await rewrap()).Should().Match<KeyRewrap>(result => result.IsComplete && result.Rewrapped == 40 - done);
        (_world.Provider.Calls - calls).Should().Be((2 * (40 - done)) + 2, "what is done is not done again");
    }

    [Fact]
    public async Task However_often_the_provider_throttles_the_work_comes_to_its_end()
    {
        await FillAsync(_world, 60);
        ChangeKeyEncryptionKey(_world);
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
        await FillAsync(_world, 700);
        ChangeKeyEncryptionKey(_world);
        _world.Provider.Before = async (_, _) => await Task.Yield();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await _world.NewHost().Store.RewrapAsync())));

        results.Should().OnlyContain(result => result.IsComplete);
        results.Sum(result => result.Rewrapped).Should().Be(700, "each was written by one of them");
        _world.Data.Winners.Should().OnlyContain(document => Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
    }

    [Fact]
    public async Task A_key_made_under_the_old_key_while_others_are_rewrapped_is_found()
    {
        var host = _world.NewHost();
        await host.Store.CreateAsync(TenantId.Parse(new string('z', 26)));
        var stale = new MemoryKeyProvider();
        ChangeKeyEncryptionKey(_world);
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
    public async Task Another_key_that_becomes_current_in_the_middle_is_the_one_in_the_end()
    {
        await FillAsync(_world, 10);
        ChangeKeyEncryptionKey(_world);
        _world.Provider.Add("kek3");
        _world.Provider.Before = (_, calls) =>
        {
            if (calls > 25) _world.Provider.Current = "kek3";
            return Task.CompletedTask;
        };

        (await _world.NewHost().Store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.IsComplete && done.KeyEncryptionKeyId == "kek3");
        _world.Data.Winners.Should().OnlyContain(document => Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek3");
    }

    [Fact]
    public async Task A_tenant_whose_key_is_refused_is_named_and_the_others_are_rewrapped()
    {
        await FillAsync(_world, 5);
        var tenants = _world.Data.Winners.Select(document => Parse(document).Tenant).ToList();
        var document = Parse(_world.Raw(tenants[1]));
        _world.Plant(tenants[1], TenantKeyJson.Write(document with { Keys = [document.Current with { Wrapped = new WrappedKey("kek1", new byte[64]) }] }));
        _world.Plant(tenants[3], "{}"u8.ToArray());
        ChangeKeyEncryptionKey(_world);

        var result = await _world.NewHost().Store.RewrapAsync();

        result.Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 3);
        result.Refused.Should().BeEquivalentTo([tenants[1], tenants[3]]);
    }

    [Fact]
    public async Task Whoever_is_killed_between_any_two_requests_goes_on()
    {
        await Cuts.EverywhereAsync(
            () => new KeyWorld(),
            async (world, gate) =>
            {
                await FillAsync(world, 600);
                ChangeKeyEncryptionKey(world);
                await world.NewHost(gate).Store.RewrapAsync();
            },
            async world =>
            {
                (await world.NewHost().Store.RewrapAsync()).IsComplete.Should().BeTrue();
                world.Provider.Remove("kek1");
                world.Data.Winners.Should().HaveCount(600).And.OnlyContain(document => Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
                (await world.NewHost().Keys.GetCurrentAsync(Parse(world.Data.Winners.First()).Tenant, KeyPurpose.Credentials)).Dispose();
            });
    }

    [Fact]
    public async Task The_keys_of_backups_are_wrapped_anew_too()
    {
        var store = _world.NewHost().Store;
        await store.CreateAsync(_world.Tenant);
        using var backup = new MemoryStream();
        await store.BackUpAsync(backup);
        ChangeKeyEncryptionKey(_world);

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
        ChangeKeyEncryptionKey(_world);

        (await store.RewrapAsync()).Should().Match<KeyRewrap>(done => done.RefusedBackupKeys == 1 && done.Refused.Count == 1 && done.IsComplete);
    }

    private static void ChangeKeyEncryptionKey(KeyWorld world)
    {
        world.Provider.Add("kek2");
        world.Provider.Current = "kek2";
    }

    private static TenantKeyDocument Parse(Document document)
    {
        TenantKeyDocument.TryGetTenant(document.Id, out var tenant).Should().BeTrue();
        return TenantKeyJson.TryParse(tenant, document.Content)!;
    }

    private static async Task FillAsync(KeyWorld world, int tenants)
    {
        var wrapping = new Raindrop.Keys.KeyWrapping(world.Provider, world.Time);
        for (var i = 0; i < tenants; i++)
        {
            var tenant = TenantId.New();
            var key = await wrapping.CreateAsync(id => KeyContext.OfTenant(tenant, id, Raindrop.Sealing.SealedRecord.SuiteName), CancellationToken.None);
            world.Data.Write(TenantKeyDocuments.ToDocument(new TenantKeyDocument { Tenant = tenant, Keys = [key] }, null));
        }
    }

    private sealed class Reports(List<KeyRewrap> reports) : IProgress<KeyRewrap>
    {
        public void Report(KeyRewrap value) => reports.Add(value);
    }
}
