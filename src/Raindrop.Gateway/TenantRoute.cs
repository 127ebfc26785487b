using Raindrop.Tenancy;

namespace Raindrop.Gateway;

/// <summary>Where the requests of an identity go.</summary>
public sealed class TenantRoute
{
    /// <summary>Creates the route.</summary>
    /// <param name="tenant">The tenant that the identity maps to.</param>
    /// <param name="database">The real name of its database.</param>
    /// <param name="state">Whether the tenant may use it.</param>
    /// <exception cref="ArgumentException">The tenant is the default value, or the name is empty.</exception>
    public TenantRoute(TenantId tenant, string database, TenantState state)
    {
        if (tenant.IsDefault) throw new ArgumentException("The tenant id names nobody: a route needs a tenant.", nameof(tenant));
        ArgumentException.ThrowIfNullOrEmpty(database);
        Tenant = tenant;
        Database = database;
        State = state;
    }

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The real name of its database. It is in no answer, log, metric or trace.</summary>
    public string Database { get; }

    /// <summary>Whether the tenant may use it.</summary>
    public TenantState State { get; }

    /// <summary>The tenant's id alone.</summary>
    public override string ToString() => Tenant.ToString();
}
