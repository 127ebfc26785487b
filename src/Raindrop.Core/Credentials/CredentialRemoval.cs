using Microsoft.Extensions.Options;
using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Deletes what the vault holds of a tenant that is deleted. Its key is shredded by then, so that nothing here could be opened any more.</summary>
/// <param name="database">The credential database.</param>
/// <param name="keys">Gives the key store, which knows when the tenant was shredded; until when its audit trail is kept is counted from there.</param>
/// <param name="options">Say how long trails are kept.</param>
internal sealed class CredentialRemoval(IDocumentDatabase database, Func<ITenantKeyStore> keys, IOptions<CredentialVaultOptions> options) : ITenantData
{
    /// <summary>Trails are swept once a day.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromDays(1);

    public async ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default)
    {
        await DocumentSweep.RunAsync(database, CredentialFormat.RangeOf(tenant), cancellationToken).ConfigureAwait(false);
        var names = new TenantRemainder(TenantRemainderKind.CredentialNames, null);
        try
        {
            await database.CompactAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreFeatureMissingException)
        {
            // What such a store keeps of them nobody can open.
        }

        // A tenant without keys had nothing to ask the vault for, and a trail without a shredding is never swept.
        var shredding = (await keys().FindAsync(tenant, cancellationToken).ConfigureAwait(false))?.Shredding;
        return [names, new TenantRemainder(TenantRemainderKind.AuditTrail, shredding is null ? null : shredding.ShreddedAt + options.Value.AuditRetention + SweepInterval)];
    }
}
