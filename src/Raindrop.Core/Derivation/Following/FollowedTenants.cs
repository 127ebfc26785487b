using System.Collections.Concurrent;

namespace Raindrop.Derivation.Following;

/// <summary>The tenants that this host follows.</summary>
internal sealed class FollowedTenants(TimeProvider time)
{
    private readonly ConcurrentDictionary<FollowedTenant, byte> _tenants = new();

    public IEnumerable<FollowedTenant> All => _tenants.Keys;

    public FollowedTenant Add()
    {
        var tenant = new FollowedTenant(time);
        _tenants[tenant] = 0;
        return tenant;
    }

    public void Remove(FollowedTenant tenant) => _tenants.TryRemove(tenant, out _);
}
