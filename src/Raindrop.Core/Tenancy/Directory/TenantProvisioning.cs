using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Tenancy.Directory;

/// <summary>Makes what a tenant consists of besides its entry. Every step may be done any number of times.</summary>
internal sealed class TenantProvisioning(IDocumentServer server, TenantDatabaseNames names, TenantAccess access, TenantDesigns designs, ITenantKeyStore? keys, IOptions<TenantDirectoryOptions> options)
{
    /// <summary>Makes the database, closed to all but its owner, the design documents and the key.</summary>
    public async ValueTask CreateAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        await names.NoteAsync(entry, cancellationToken).ConfigureAwait(false);
        var creation = new DatabaseCreationOptions { Shards = options.Value.Shards, Replicas = options.Value.Replicas };
        await server.CreateDatabaseAsync(entry.Database, creation, cancellationToken).ConfigureAwait(false);
        await access.EnsureAsync(entry.Database, RulesOf(entry, isActive: true), cancellationToken).ConfigureAwait(false);
        await designs.EnsureAsync(entry.Database, cancellationToken).ConfigureAwait(false);
        if (keys is not null) await keys.CreateAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the owner the keys, or takes them away.</summary>
    public async ValueTask AlignKeysAsync(TenantEntry entry, bool isActive, CancellationToken cancellationToken)
    {
        if (keys is null || await keys.FindAsync(entry.Tenant, cancellationToken).ConfigureAwait(false) is null) return;
        if (isActive) await keys.ResumeAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
        else await keys.SuspendAsync(entry.Tenant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the owner the database, or takes it away.</summary>
    public async ValueTask AlignAccessAsync(TenantEntry entry, bool isActive, CancellationToken cancellationToken)
    {
        try
        {
            await access.EnsureAsync(entry.Database, RulesOf(entry, isActive), cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseNotFoundException) when (!isActive)
        {
            // There is nothing to take away.
        }
        catch (DatabaseNotFoundException)
        {
            throw new TenantDirectoryException(TenantDirectoryFailure.DatabaseLost, entry.Tenant);
        }
    }

    /// <returns>Whether something was not as it should be.</returns>
    public async ValueTask<bool> RepairAsync(TenantEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await server.GetDatabase(entry.Database).GetInfoAsync(cancellationToken).ConfigureAwait(false);
            await names.NoteAsync(entry, cancellationToken).ConfigureAwait(false);
            var hasOtherRules = await access.EnsureAsync(entry.Database, RulesOf(entry, entry.State == TenantEntryState.Active), cancellationToken).ConfigureAwait(false);
            return await designs.EnsureAsync(entry.Database, cancellationToken).ConfigureAwait(false) || hasOtherRules;
        }
        catch (DatabaseNotFoundException)
        {
            throw new TenantDirectoryException(TenantDirectoryFailure.DatabaseLost, entry.Tenant);
        }
    }

    private SecurityRules RulesOf(TenantEntry entry, bool isActive) => isActive ? TenantAccess.RulesOf(entry.Tenant, options.Value.ServiceAccount) : TenantAccess.Closed;
}
