using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>What grants did to tenants' databases. For the tenant and the operator; holders of grants are told nothing of it.</summary>
public interface IGrantJournal
{
    /// <summary>The entries of a tenant, the oldest grant first, streamed.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="DocumentStoreException">The store cannot be reached, or refuses.</exception>
    IAsyncEnumerable<GrantJournalEntry> ListAsync(TenantId tenant, CancellationToken cancellationToken = default);
}
