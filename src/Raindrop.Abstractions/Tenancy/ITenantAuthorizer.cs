namespace Raindrop.Tenancy;

/// <summary>Decides whether a request may go on to a tenant's database. Deny by default: what is not known to be allowed is denied.</summary>
/// <remarks>
/// It is asked for every request and again while feeds run, so it decides from its arguments alone: no I/O, no waiting, and the default one
/// allocates nothing. A thrown exception denies.
/// </remarks>
public interface ITenantAuthorizer
{
    /// <summary>Decides about one request.</summary>
    /// <param name="principal">Who asks, or <see langword="null"/> where nobody is signed in.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="now">The time.</param>
    /// <returns>The decision, with the reason for the log.</returns>
    TenantDecision Authorize(TenantPrincipal? principal, TenantRequest request, DateTimeOffset now);
}
