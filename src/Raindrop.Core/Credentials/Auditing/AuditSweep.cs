using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>Deletes the trails of tenants that were shredded long enough ago.</summary>
/// <param name="database">The audit database.</param>
/// <param name="keys">Gives the key store, which knows who was shredded. It is asked for late, since it stands above what writes the trail.</param>
/// <param name="options">Say how long trails are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditSweep(IDocumentDatabase database, Func<ITenantKeyStore> keys, IOptions<CredentialVaultOptions> options, TimeProvider time)
{
    /// <param name="tenants">Those that have a trail.</param>
    /// <param name="delete">Deletes the trail of one of them.</param>
    /// <param name="cancellationToken">Ends the call; what was deleted stays so.</param>
    public async ValueTask<IReadOnlyList<TenantId>> RunAsync(IAsyncEnumerable<TenantId> tenants, Func<TenantId, CancellationToken, ValueTask> delete, CancellationToken cancellationToken)
    {
        List<TenantId> swept = [];
        await foreach (var tenant in tenants.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (await FindShreddingAsync(tenant, cancellationToken).ConfigureAwait(false) is not { } receipt || receipt.ShreddedAt + options.Value.AuditRetention > time.GetUtcNow()) continue;
            await delete(tenant, cancellationToken).ConfigureAwait(false);
            swept.Add(tenant);
        }

        if (swept.Count > 0) await CompactAsync(cancellationToken).ConfigureAwait(false);
        return swept;
    }

    private async ValueTask<ShredReceipt?> FindShreddingAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            return (await keys().FindAsync(tenant, cancellationToken).ConfigureAwait(false))?.Shredding;
        }
        catch (TenantKeyException)
        {
            // Whoever damages one key document must not keep the trails of all others: this one stays until it is known what became of the tenant.
            return null;
        }
    }

    private async ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.CompactAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreFeatureMissingException)
        {
            // What such a store keeps of deleted documents holds opaque ids only.
        }
    }
}
