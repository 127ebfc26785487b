using Raindrop.Keys.Stored;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Use;

/// <summary>Makes a tenant's first key, once, whoever asks for it at the same time.</summary>
internal sealed class FirstKey(TenantKeyDocuments documents, KeyWrapping wrapping)
{
    private const int MostAttempts = 3;

    /// <exception cref="TenantKeyException">The tenant's document was deleted or damaged by others: a new key would hide that its records are lost.</exception>
    public async ValueTask<StoredTenantKeys> EnsureAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        TenantKeyDocument? made = null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await documents.ReadAsync(tenant, cancellationToken).ConfigureAwait(false) is { } stored) return stored;
            var missing = await documents.MissingAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (missing.Failure != TenantKeyFailure.Missing) throw missing;
            made ??= new TenantKeyDocument
            {
                Tenant = tenant,
                Keys = [await wrapping.CreateAsync(id => KeyContext.OfTenant(tenant, id, SealedRecord.SuiteName), cancellationToken).ConfigureAwait(false)],
            };
            if (await documents.TryWriteAsync(made, null, cancellationToken).ConfigureAwait(false) is { } written) return written;
        }

        throw TenantKeyDocuments.Contested();
    }
}
