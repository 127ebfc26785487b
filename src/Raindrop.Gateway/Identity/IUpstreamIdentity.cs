using System.Net.Http.Headers;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>Who the gateway is towards CouchDB.</summary>
internal interface IUpstreamIdentity
{
    /// <summary>What a request for a tenant is signed with.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<AuthenticationHeaderValue> GetAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Finds out whether all nodes take it, and nothing that looks like it.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="flaws">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamUnavailableException">A node does not answer.</exception>
    Task CheckAsync(IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken);
}
