using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>Who makes a request, and where it goes.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Database">The real name of the tenant's database.</param>
internal sealed record Caller(TenantPrincipal Principal, string Database)
{
    public TenantId Tenant => Principal.Tenant;

    /// <summary>The tenant's id alone.</summary>
    public override string ToString() => Tenant.ToString();
}
