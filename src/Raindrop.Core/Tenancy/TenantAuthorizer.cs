namespace Raindrop.Tenancy;

/// <summary>The rule of ownership: a tenant has all of its own database, and nothing of any other. The policies of the host come before and after it.</summary>
/// <remarks>
/// A database that does not exist and one that is another's are told apart by nobody: only the tenant's own id is compared. It holds no
/// state that changes and allocates nothing when it decides.
/// </remarks>
public sealed class TenantAuthorizer : ITenantAuthorizer
{
    private readonly ITenantPolicy[] _before;
    private readonly ITenantPolicy[] _after;

    /// <summary>Creates the authorizer.</summary>
    /// <param name="policies">The policies of the host.</param>
    public TenantAuthorizer(IEnumerable<ITenantPolicy> policies)
    {
        ITenantPolicy[] ordered = [.. policies.OrderBy(policy => policy.Order)];
        _before = [.. ordered.Where(policy => policy.Order < 0)];
        _after = [.. ordered.Where(policy => policy.Order >= 0)];
    }

    /// <inheritdoc/>
    public TenantDecision Authorize(TenantPrincipal? principal, TenantRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Access == OperationAccess.Anyone) return TenantDecision.Allow;
        if (principal is null) return TenantDecision.Deny(DecisionReason.NoPrincipal);
        if (now >= principal.ExpiresAt) return TenantDecision.Deny(DecisionReason.PrincipalExpired);
        if (principal.State != TenantState.Active) return TenantDecision.Deny(DecisionReason.TenantSuspended);

        foreach (var policy in _before)
        {
            if (!policy.Permits(principal, request, now)) return TenantDecision.DenyBy(policy);
        }

        // The database first, so that a refused operation tells nothing about whose database it is.
        if (request.Database is not null && !Owns(principal, request.Database)) return TenantDecision.Deny(DecisionReason.ForeignDatabase);
        if (request.Access != OperationAccess.Tenant || request.Database is null) return TenantDecision.Deny(DecisionReason.OperationRefused);

        foreach (var policy in _after)
        {
            if (!policy.Permits(principal, request, now)) return TenantDecision.DenyBy(policy);
        }

        return TenantDecision.Allow;
    }

    private static bool Owns(TenantPrincipal principal, string database) => TenantId.TryParse(database, out var tenant) && tenant == principal.Tenant;
}
