using System.Collections.Concurrent;

namespace Raindrop.Derivation.Following;

/// <summary>The tenants that this host follows.</summary>
internal sealed class FollowedTenants(TimeProvider time)
{
    private readonly ConcurrentDictionary<FollowedTenant, byte> _tenants = new();

    public IEnumerable<FollowedTenant> All => _tenants.Keys;

    /// <summary>Counts a tenant as followed. Who followed it before and died is counted no longer: someone lives again.</summary>
    /// <param name="database">The name of its database, to know it again by.</param>
    public FollowedTenant Add(string database)
    {
        foreach (var dead in All.Where(tenant => tenant.IsDead && tenant.IsOf(database)).ToList()) Remove(dead);
        var tenant = new FollowedTenant(database, time);
        _tenants[tenant] = 0;
        return tenant;
    }

    public void Remove(FollowedTenant tenant) => _tenants.TryRemove(tenant, out _);
}
