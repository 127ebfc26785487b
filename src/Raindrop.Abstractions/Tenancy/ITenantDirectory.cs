using Raindrop.Documents;

namespace Raindrop.Tenancy;

/// <summary>Who the tenants are: which identity signs in to which, which database is whose, and their creation, suspension and deletion.</summary>
/// <remarks>
/// Safe for concurrent use, and for several hosts on one directory. Every call may be ended or killed at any moment: it, or
/// <see cref="FinishAsync"/>, made again finishes or undoes what was begun. An identity is known by (issuer, subject) only, and kept as a keyed
/// hash. All methods may throw <see cref="TenantDirectoryException"/>, <see cref="DocumentStoreException"/>, and those that touch keys also
/// <see cref="Keys.KeyProviderException"/>.
/// </remarks>
public interface ITenantDirectory : ITenantLookup
{
    /// <summary>The tenant that an identity signs in to; makes one where there is none, or finishes making it.</summary>
    /// <param name="subject">Who signed in. Whoever calls has verified that.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tenant: active, or suspended if it was there already and is.</returns>
    ValueTask<TenantInfo> CreateAsync(TenantSubject subject, CancellationToken cancellationToken = default);

    /// <summary>What is known of a tenant; also of one that is deleted.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="null"/> where there never was one of this id.</returns>
    ValueTask<TenantInfo?> FindAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>The tenant that an identity signs in to.</summary>
    /// <param name="subject">Who signed in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="null"/> where there is none, or it is deleted.</returns>
    ValueTask<TenantInfo?> FindAsync(TenantSubject subject, CancellationToken cancellationToken = default);

    /// <summary>All tenants in the order of their ids, deleted ones included, streamed. Entries that cannot be read are left out; <see cref="FinishAsync"/> names them.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<TenantInfo> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Links another identity to a tenant, so that it signs in there too. Both must just have been proved.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="present">The proof of an identity that signs in to the tenant.</param>
    /// <param name="added">The proof of the other one, which signs in to no tenant yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<TenantInfo> LinkAsync(TenantId tenant, ProvenSubject present, ProvenSubject added, CancellationToken cancellationToken = default);

    /// <summary>Takes a tenant's rights to its database away, which is kept; its keys are suspended too.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<TenantInfo> SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Ends a suspension.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<TenantInfo> ResumeAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Deletes a tenant for good: its database, its keys, its identities, and what registered parts of the host hold (<see cref="ITenantData"/>). A deleted tenant stays as it is.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What remains, where and until when.</returns>
    ValueTask<TenantDeletion> DeleteAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Makes an active or suspended tenant's database what it should be, where somebody has changed its access rules or the host's design documents. A database that is gone is not made anew.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether something had to be repaired.</returns>
    ValueTask<bool> RepairAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Looks through all entries and finishes or undoes what was cut off. One that fails does not stop the others.</summary>
    /// <param name="cancellationToken">Ends the call. What was done is kept.</param>
    ValueTask<TenantUpkeep> FinishAsync(CancellationToken cancellationToken = default);
}
