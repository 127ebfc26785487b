using Raindrop.Documents;
using Raindrop.Grants.Queue;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>
/// Executes a grant in one tenant's database. The target goes forward first; then the current revisions are read; then it is asked once more whether the
/// target and the tenant are still the same; then what differs is written over those revisions; and all again until nothing differs. So a write that comes late meets another
/// revision, and whoever is killed in between is followed by somebody who finds the same to do, or nothing.
/// </summary>
internal sealed class GrantWriter(IDocumentServer server, GrantTenants tenants, TenantTargets targets)
{
    private const int MostAttempts = 20;

    /// <exception cref="DocumentStoreException">It cannot be decided now.</exception>
    public async ValueTask<GrantDecision> ExecuteAsync(TenantId tenant, QueuedGrant queued, CancellationToken cancellationToken)
    {
        var grant = queued.Grant;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (info, decision) = await tenants.FindAsync(tenant, grant, cancellationToken).ConfigureAwait(false);
            if (info is null) return decision;
            var stored = await targets.ReadAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (grant.Sequence >= stored.Target.Sequence)
            {
                if (stored.Target.Contradicts(grant)) return GrantDecision.Refuse(GrantRefusal.Contradiction);
                if (await AdvanceAsync(stored, grant, cancellationToken).ConfigureAwait(false) is not { } advanced) continue;
                stored = advanced;
            }

            var database = server.GetDatabase(info.Database);
            var changes = await new GrantChanges(database, queued, stored.Target).FindAsync(cancellationToken).ConfigureAwait(false);
            if (changes.Count == 0) return new GrantDecision(grant.Documents.Any(document => stored.Target.Follows(grant, document)) ? GrantOutcome.Written : GrantOutcome.Superseded);
            if (!await targets.IsCurrentAsync(stored, cancellationToken).ConfigureAwait(false)) continue;
            if ((await tenants.FindAsync(tenant, grant, cancellationToken).ConfigureAwait(false)).Tenant is null) continue;
            if (IsRefused(await database.BulkWriteAsync(changes, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false))) return GrantDecision.Refuse(GrantRefusal.Store);
        }

        throw new StoreUnavailableException("A tenant's database changes again and again where a grant writes: see who else writes there. The grant is tried again.");
    }

    private async ValueTask<StoredTarget?> AdvanceAsync(StoredTarget stored, Grant grant, CancellationToken cancellationToken)
    {
        var advanced = stored.Target.Advance(grant);
        return ReferenceEquals(advanced, stored.Target) ? stored : await targets.TryWriteAsync(stored with { Target = advanced }, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsRefused(IReadOnlyList<BulkWriteResult> results)
    {
        if (results.Any(result => result.Error is DocumentError.Unauthorized or DocumentError.Failed))
            throw new StoreUnavailableException("The store did not write the documents of a grant: the executor's account must be an administrator of tenants' databases. The grant is tried again.");
        return results.Any(result => result.Error is DocumentError.Forbidden or DocumentError.Invalid or DocumentError.TooLarge);
    }
}
