using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Keys.World;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Use;

/// <summary>What is in memory: bounded, no older than allowed, and zeroed when it goes. A secret that was disposed is zeroed, as its own tests show.</summary>
public sealed class TenantKeyCacheTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TestClock _time = new();
    private readonly TenantKeyCache _cache;

    public TenantKeyCacheTests() => _cache = new TenantKeyCache(Options.Create(new TenantKeyOptions { CachedTenants = 3, FreshFor = KeyHost.FreshFor }), _time);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void The_tenant_used_longest_ago_leaves_and_its_key_is_zeroed()
    {
        var tenants = Enumerable.Range(0, 3).Select(_ => Keep()).ToList();
        _cache.FindFresh(tenants[0].Document.Tenant).Should().NotBeNull();

        var added = Keep();

        _cache.Count.Should().Be(3);
        IsZeroed(tenants[1].Key).Should().BeTrue();
        tenants.Where((_, i) => i != 1).Append(added).Should().OnlyContain(kept => !IsZeroed(kept.Key));
    }

    [Fact]
    public void What_nobody_read_again_within_the_propagation_bound_is_zeroed_though_nobody_asks()
    {
        var kept = Keep();
        var other = Keep();
        _time.Advance(TimeSpan.FromSeconds(40));
        _cache.Keep(new StoredTenantKeys(other.Document, "2-a", Moment.Now(_time)));
        _time.Advance(TimeSpan.FromSeconds(20));

        IsZeroed(kept.Key).Should().BeTrue();
        IsZeroed(other.Key).Should().BeFalse();
        _time.Advance(ITenantKeyStore.PropagationBound);
        IsZeroed(other.Key).Should().BeTrue();
        _cache.Count.Should().Be(0);
        IsZeroed(Keep().Key).Should().BeFalse("the cache goes on");
    }

    [Fact]
    public void A_key_is_found_under_its_whole_context_and_commitment_only()
    {
        var kept = Keep();
        var entry = kept.Document.Current;
        var otherTenant = kept.Document with { Tenant = Keep().Document.Tenant };
        var otherCommitment = entry with { Commitment = new byte[] { 9 } };

        using var found = _cache.FindKey(kept.Document, entry);
        found!.Equals(kept.Key).Should().BeTrue();
        using var other = _cache.FindKey(otherTenant, entry);
        other!.Equals(kept.Key).Should().BeFalse("it is the other tenant's, under the same id");
        _cache.FindKey(kept.Document, entry with { Id = "k2" }).Should().BeNull();
        _cache.FindKey(kept.Document, otherCommitment).Should().BeNull();
        IsZeroed(kept.Key).Should().BeTrue("a key whose commitment changed is not the document's key");
    }

    [Fact]
    public void A_key_that_a_younger_document_no_longer_has_is_zeroed()
    {
        foreach (var change in new Func<TenantKeyDocument, TenantKeyDocument>[]
        {
            document => document with { Keys = [document.Current with { Id = "k2" }] },
            document => document with { Keys = [document.Current with { Commitment = new byte[] { 9 } }] },
            document => document with { State = TenantKeyState.Suspended },
            document => TenantKeyDocument.Shredded(new ShredReceipt { Tenant = document.Tenant, ShreddedAt = default, LastBackupDiesAt = default }),
        })
        {
            var kept = Keep();
            _cache.Keep(new StoredTenantKeys(change(kept.Document), "2-a", Moment.Now(_time)));

            IsZeroed(kept.Key).Should().BeTrue();
        }
    }

    [Fact]
    public void A_document_wrapped_anew_keeps_its_key_in_memory()
    {
        var kept = Keep();
        var entry = kept.Document.Current;
        var rewrapped = kept.Document with { Keys = [entry with { Wrapped = new WrappedKey("kek2", new byte[] { 5 }), Commitment = entry.Commitment.ToArray() }] };
        _cache.Keep(new StoredTenantKeys(rewrapped, "2-a", Moment.Now(_time)));

        using var found = _cache.FindKey(rewrapped, rewrapped.Current);
        found.Should().NotBeNull();
    }

    [Fact]
    public void An_older_reading_that_comes_late_does_not_replace_a_younger_one()
    {
        var before = Moment.Now(_time);
        _time.Advance(Second);
        var kept = Keep();
        _cache.Keep(new StoredTenantKeys(kept.Document with { Keys = [] }, "1-old", before));

        _cache.FindFresh(kept.Document.Tenant)!.Document.Should().Be(kept.Document);
    }

    [Fact]
    public void A_key_that_comes_after_its_tenant_has_left_is_zeroed()
    {
        var kept = Keep();
        _cache.Remove(kept.Document.Tenant);
        var late = Secret.Random(32);
        _cache.KeepKey(kept.Document, kept.Document.Current, late, Moment.Now(_time));

        IsZeroed(kept.Key).Should().BeTrue();
        IsZeroed(late).Should().BeTrue();
    }

    [Fact]
    public void A_key_is_asked_of_the_provider_again_after_its_time()
    {
        var kept = Keep();
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            _cache.Keep(new StoredTenantKeys(kept.Document, "2-a", Moment.Now(_time)));
        }

        _cache.FindKey(kept.Document, kept.Document.Current).Should().BeNull("ten minutes have passed");
        IsZeroed(kept.Key).Should().BeTrue();
    }

    [Fact]
    public void A_reading_is_fresh_for_its_time_whatever_the_clock_does()
    {
        var kept = Keep();
        Advance(TimeSpan.FromSeconds(14)).Should().BeTrue();
        Advance(Second).Should().BeFalse();
        kept = Keep();
        _time.Jump(TimeSpan.FromHours(-1));
        _cache.FindFresh(kept.Document.Tenant).Should().BeNull("the clock was set back");
        kept = Keep();
        _time.Jump(TimeSpan.FromHours(1));
        _cache.FindFresh(kept.Document.Tenant).Should().BeNull("the machine slept");

        bool Advance(TimeSpan by)
        {
            _time.Advance(by);
            return _cache.FindFresh(kept.Document.Tenant) is not null;
        }
    }

    [Fact]
    public void All_is_zeroed_at_the_end()
    {
        var kept = Keep();
        _cache.Dispose();

        IsZeroed(kept.Key).Should().BeTrue();
        IsZeroed(Keep().Key).Should().BeTrue("a call that was under way leaves nothing behind");
        _cache.Count.Should().Be(0);
    }

    private (TenantKeyDocument Document, Secret Key) Keep()
    {
        var document = new TenantKeyDocument { Tenant = TenantId.New(), Keys = [new KeyEntry("k1", default, new WrappedKey("kek1", new byte[] { 1 }), new byte[] { 2 })] };
        var key = Secret.Random(32);
        _cache.Keep(new StoredTenantKeys(document, "1-a", Moment.Now(_time)));
        _cache.KeepKey(document, document.Current, key, Moment.Now(_time));
        return (document, key);
    }

    private static bool IsZeroed(Secret key)
    {
        try
        {
            using var lease = key.Read();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
