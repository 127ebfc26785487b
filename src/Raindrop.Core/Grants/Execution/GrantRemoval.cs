using Raindrop.Documents;
using Raindrop.Grants.Journal;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>Deletes what the executor holds of a tenant that is deleted: its target and its journal. Grants that name it go with their time.</summary>
internal sealed class GrantRemoval(IDocumentDatabase ledger) : ITenantData
{
    public async ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default)
    {
        await DocumentSweep.RunAsync(ledger, GrantJournal.RangeOf(tenant), cancellationToken).ConfigureAwait(false);
        foreach (var leaf in await DocumentLeaves.ReadAsync(ledger, TenantTarget.IdOf(tenant), cancellationToken).ConfigureAwait(false))
            await DocumentLeaves.TryDeleteAsync(ledger, leaf, cancellationToken).ConfigureAwait(false);
        return [new TenantRemainder(TenantRemainderKind.GrantRecords, null)];
    }
}
