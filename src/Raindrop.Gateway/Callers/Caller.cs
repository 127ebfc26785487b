using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>Who makes a request, and where it goes.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Database">The real name of the tenant's database.</param>
/// <param name="Session">The gateway's own session that says who; <see langword="null"/> where another scheme does.</param>
internal sealed record Caller(TenantPrincipal Principal, string Database, LiveSession? Session = null)
{
    public TenantId Tenant => Principal.Tenant;

    /// <summary>The tenant's id alone.</summary>
    public override string ToString() => Tenant.ToString();
}
