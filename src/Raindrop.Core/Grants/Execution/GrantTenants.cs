using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>Says whether a tenant's database may be written under a grant now. It asks the directory each time: a suspension holds from its first write on.</summary>
internal sealed class GrantTenants(ITenantDirectory directory, IOptions<GrantVerificationOptions> options)
{
    /// <returns>The tenant, or what it comes to that the grant is not executed for it.</returns>
    /// <exception cref="StoreUnavailableException">The tenant is still being created.</exception>
    public async ValueTask<(TenantInfo? Tenant, GrantDecision Decision)> FindAsync(TenantId tenant, Grant grant, CancellationToken cancellationToken)
    {
        var info = await directory.FindAsync(tenant, cancellationToken).ConfigureAwait(false);
        return info?.Phase switch
        {
            TenantPhase.Active when !IsRevoked(info, grant) => (info, default),
            TenantPhase.Active or TenantPhase.Suspended => (null, GrantDecision.Refuse(GrantRefusal.Revoked)),
            TenantPhase.Creating => throw new StoreUnavailableException("The tenant is not finished being created: its grants wait until it is."),
            _ => (null, GrantDecision.Nobody),
        };
    }

    // A suspension that is over by now has revoked what was issued before it all the same.
    private bool IsRevoked(TenantInfo info, Grant grant) => grant.IssuedAt <= info.SuspendedAt + options.Value.AllowedClockSkew;
}
