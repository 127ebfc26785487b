namespace Raindrop.Tenancy;

/// <summary>Why a request was allowed or denied. For logs, metrics and the audit trail; never for the client.</summary>
public enum DecisionReason
{
    /// <summary>Nobody decided, so it is denied.</summary>
    Undecided = 0,

    /// <summary>It is allowed.</summary>
    Allowed,

    /// <summary>Nobody is signed in.</summary>
    NoPrincipal,

    /// <summary>The principal is no longer believed.</summary>
    PrincipalExpired,

    /// <summary>The tenant is suspended.</summary>
    TenantSuspended,

    /// <summary>The database is not the tenant's, or there is none of that name; which of the two was not looked up.</summary>
    ForeignDatabase,

    /// <summary>Nobody may do the operation through the gateway.</summary>
    OperationRefused,

    /// <summary>A policy of the host said no.</summary>
    HostPolicy,
}
