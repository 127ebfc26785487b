using Raindrop.Tenancy;

namespace Raindrop.Gateway;

/// <summary>Says which tenant an identity is, and where its database is. A host that has no directory of tenants (<c>AddTenants</c>) gives one.</summary>
/// <remarks>
/// It is asked for each request, and several times a second while one runs, so it should answer from memory that is at most some hundred
/// milliseconds old. What it answers is what the gateway obeys: a tenant that is suspended, or gone, is cut off with the next answer. Where it
/// throws, or does not answer in time, requests are refused with 503 and running ones are cut.
/// </remarks>
public interface ITenantRoutes
{
    /// <summary>The route of an identity.</summary>
    /// <param name="subject">Who signed in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The route, or <see langword="null"/> where the identity is no tenant's.</returns>
    ValueTask<TenantRoute?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default);
}
