using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Use;

/// <summary>
/// The keys in memory, of a bounded number of tenants. A tenant whose document was not read again within the propagation bound leaves it, so that no
/// key of a shredded tenant stays anywhere; whatever leaves is zeroed.
/// </summary>
internal sealed class TenantKeyCache : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    /// <summary>With the time between two looks, the propagation bound.</summary>
    private static readonly TimeSpan LongestStay = ITenantKeyStore.PropagationBound - SweepInterval;

    private readonly Dictionary<TenantId, LinkedListNode<CachedTenant>> _tenants = [];
    private readonly LinkedList<CachedTenant> _byUse = new();
    private readonly Lock _lock = new();
    private readonly TenantKeyOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private bool _isDisposed;

    public TenantKeyCache(IOptions<TenantKeyOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _sweep = time.CreateTimer(static cache => ((TenantKeyCache)cache!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_lock) return _tenants.Count;
        }
    }

    /// <summary>What was read of a tenant, if that is not too long ago.</summary>
    public StoredTenantKeys? FindFresh(TenantId tenant)
    {
        lock (_lock) return Use(tenant) is { } found && IsFresh(found.Stored) ? found.Stored : null;
    }

    public bool IsFresh(StoredTenantKeys stored) => stored.ReadAt.Age(_time) < _options.FreshFor;

    /// <summary>Keeps what was read of a tenant, unless something younger is there.</summary>
    public void Keep(StoredTenantKeys stored)
    {
        lock (_lock)
        {
            // A call that was under way when the host ended: nobody would zero what it leaves here.
            if (_isDisposed) return;
            var tenant = stored.Document.Tenant;
            if (Use(tenant) is { } found)
            {
                if (found.Stored.ReadAt.Timestamp <= stored.ReadAt.Timestamp) found.Renew(stored);
                return;
            }

            _tenants[tenant] = _byUse.AddFirst(new CachedTenant(stored));
            if (_tenants.Count == 1) _sweep.Change(SweepInterval, SweepInterval);
            if (_tenants.Count > _options.CachedTenants) Remove(_byUse.Last!);
        }
    }

    /// <summary>A copy of a key. Dispose it.</summary>
    public Secret? FindKey(TenantKeyDocument document, KeyEntry entry)
    {
        lock (_lock) return Use(document.Tenant)?.Find(document.ContextOf(entry), entry, _options.UnwrapAgainAfter, _time);
    }

    /// <summary>Keeps a key, as long as the tenant is here and has it. The key is the cache's own from now on.</summary>
    public void KeepKey(TenantKeyDocument document, KeyEntry entry, Secret key, Moment unwrappedAt)
    {
        lock (_lock)
        {
            if (Use(document.Tenant) is { } found) found.Keep(document.ContextOf(entry), entry, key, unwrappedAt);
            else key.Dispose();
        }
    }

    /// <summary>Zeroes what is here of a tenant.</summary>
    public void Remove(TenantId tenant)
    {
        lock (_lock)
        {
            if (_tenants.TryGetValue(tenant, out var node)) Remove(node);
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            while (_byUse.Last is { } node) Remove(node);
        }
    }

    private void Sweep()
    {
        lock (_lock)
        {
            foreach (var cached in _byUse.Where(cached => cached.Stored.ReadAt.Age(_time) >= LongestStay).ToList()) Remove(_tenants[cached.Stored.Document.Tenant]);
            if (_tenants.Count == 0) _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private CachedTenant? Use(TenantId tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var node)) return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value;
    }

    private void Remove(LinkedListNode<CachedTenant> node)
    {
        _byUse.Remove(node);
        _tenants.Remove(node.Value.Stored.Document.Tenant);
        node.Value.Clear();
    }
}
