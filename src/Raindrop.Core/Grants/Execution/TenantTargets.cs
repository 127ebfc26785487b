using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>The targets, in the database of the executor, which no tenant can write. Each is under revision control, so no executor overwrites what it has not read.</summary>
internal sealed class TenantTargets(IDocumentDatabase database)
{
    /// <summary>Reads the target of a tenant; leaves in conflict are made one.</summary>
    public async ValueTask<StoredTarget> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var leaves = await DocumentLeaves.ReadAsync(database, TenantTarget.IdOf(tenant), cancellationToken).ConfigureAwait(false);
        if (leaves.Count == 0) return new StoredTarget(new TenantTarget { Tenant = tenant }, null);
        var merged = new StoredTarget(TenantTarget.Merge([.. leaves.Select(leaf => TenantTargetJson.Read(tenant, leaf.Content))]), leaves[0].Revision);
        if (leaves.Count == 1) return merged;
        // What all leaves hold is written before any of them is deleted; where another executor was faster, what was read still counts.
        if (await TryWriteAsync(merged, cancellationToken).ConfigureAwait(false) is not { } written) return merged;
        await DocumentLeaves.DeleteLosersAsync(database, leaves, cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <summary>Writes a target over the revision that was read.</summary>
    /// <returns><see langword="null"/> where somebody else has written meanwhile.</returns>
    public async ValueTask<StoredTarget?> TryWriteAsync(StoredTarget stored, CancellationToken cancellationToken)
    {
        try
        {
            var document = new Document { Id = TenantTarget.IdOf(stored.Target.Tenant), Revision = stored.Revision, Content = TenantTargetJson.Write(stored.Target) };
            return stored with { Revision = await database.PutAsync(document, cancellationToken).ConfigureAwait(false) };
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    /// <summary>Whether a target is still the one that was read.</summary>
    public async ValueTask<bool> IsCurrentAsync(StoredTarget stored, CancellationToken cancellationToken) =>
        await database.GetRevisionAsync(TenantTarget.IdOf(stored.Target.Tenant), cancellationToken).ConfigureAwait(false) == stored.Revision;
}
