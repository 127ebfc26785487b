using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Keys.World;
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
        await _world.FillAsync(Tenants);
        var before = _world.Data.Winners.ToDictionary(document => document.Id, document => Convert.ToHexString(KeyWorld.Parse(document).Current.Commitment.Span));
        var calls = _world.Provider.Calls;
        var gate = new CountingGate();
        var reports = new List<KeyRewrap>();
        _world.Promote("kek2");

        var result = await _world.NewHost(gate).Store.RewrapAsync(new Reports(reports));

        result.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = "kek2", Tenants = Tenants, Rewrapped = Tenants, IsComplete = true });
        gate.Counts.Should().BeEquivalentTo(new Dictionary<string, int> { ["range"] = 42, ["bulk-write"] = 20 }, "two looks of 21 pages, the last of them empty, and a write for each of 20");
        (_world.Provider.Calls - calls).Should().Be((2 * Tenants) + 4, "a key is unwrapped and wrapped, and each look asks which key is current and tries it");
        reports.Where((_, i) => i < 20).Select(report => report.Rewrapped).Should().Equal(Enumerable.Range(1, 20).Select(page => page * 500L));
        _world.Data.Winners.Should().OnlyContain(document => KeyWorld.Parse(document).Current.Wrapped.KeyEncryptionKeyId == "kek2");
        _world.Data.Winners.ToDictionary(document => document.Id, document => Convert.ToHexString(KeyWorld.Parse(document).Current.Commitment.Span)).Should().Equal(before, "the keys are the same");
    }

    [Fact]
    public async Task Nothing_is_left_for_the_old_key_to_open()
    {
        var host = _world.NewHost();
        var suspended = TenantId.New();
        await _world.Notes.WriteAsync(host.Keys, _world.Tenant, "note", "text");
        await host.Store.CreateAsync(suspended);
        await host.Store.SuspendAsync(suspended);
        _world.Promote("kek2");
        await host.Store.RewrapAsync();
        _world.Provider.Remove("kek1");

        (await _world.Notes.ReadAsync(_world.NewHost().Keys, _world.Tenant, "note")).Should().Be("text", "no record was touched");
        await host.Store.ResumeAsync(suspended);
        (await _world.NewHost().Keys.GetCurrentAsync(suspended, KeyPurpose.Credentials)).Dispose();
    }

    [Fact]
    public async Task Rewrapping_again_costs_a_listing_and_no_key()
    {
        await _world.FillAsync(10);
        _world.Promote("kek2");
        await _world.NewHost().Store.RewrapAsync();
        var calls = _world.Provider.Calls;

        var again = await _world.NewHost().Store.RewrapAsync();

        again.Should().BeEquivalentTo(new KeyRewrap { KeyEncryptionKeyId = "kek2", Tenants = 10, Rewrapped = 0, IsComplete = true });
        (_world.Provider.Calls - calls).Should().Be(2, "which key is current is asked and tried");
    }

    [Fact]
    public async Task A_tenant_whose_key_is_refused_is_named_and_the_others_are_rewrapped()
    {
        await _world.FillAsync(5);
        var tenants = _world.Data.Winners.Select(document => KeyWorld.Parse(document).Tenant).ToList();
        var document = KeyWorld.Parse(_world.Raw(tenants[1]));
        _world.Plant(tenants[1], TenantKeyJson.Write(document with { Keys = [document.Current with { Wrapped = new WrappedKey("kek1", new byte[64]) }] }));
        _world.Plant(tenants[3], "{}"u8.ToArray());
        _world.Promote("kek2");

        var result = await _world.NewHost().Store.RewrapAsync();

        result.Should().Match<KeyRewrap>(done => done.IsComplete && done.Rewrapped == 3);
        result.Refused.Should().BeEquivalentTo([tenants[1], tenants[3]]);
    }

    private sealed class Reports(List<KeyRewrap> reports) : IProgress<KeyRewrap>
    {
        public void Report(KeyRewrap value) => reports.Add(value);
    }
}
