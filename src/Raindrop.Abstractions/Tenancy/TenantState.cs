namespace Raindrop.Tenancy;

/// <summary>Whether a tenant may use its database. The default is that it may not.</summary>
public enum TenantState
{
    /// <summary>Nothing is answered to the tenant until it is active again.</summary>
    Suspended = 0,

    /// <summary>The tenant has all of its own database.</summary>
    Active = 1,
}
