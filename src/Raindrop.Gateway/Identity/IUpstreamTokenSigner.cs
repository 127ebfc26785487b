using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>Signs the tokens by which the gateway is a tenant towards CouchDB, and nobody else: it can sign for no administrator and no role.</summary>
/// <remarks>
/// The default one holds its keys in this process. A host replaces it to keep the keys elsewhere, for example in a process that does not face
/// the internet, which has the default one by <c>AddRaindropTokenSigner</c>. A token is a JSON Web Token (RFC 7519) with <c>iss</c>, <c>sub</c> (the tenant's id) and <c>exp</c>, signed with ES256.
/// </remarks>
public interface IUpstreamTokenSigner
{
    /// <summary>Signs a token.</summary>
    /// <param name="tenant">The tenant. Nothing else goes into it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StoreUnavailableException">Nothing can be signed at the moment: no key is proved yet, or the process that has the keys does not answer. Whatever is thrown, the gateway answers 503.</exception>
    ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default);
}
