using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Notes who asked the credential vault for what, and what came of it: one chain of entries a tenant, in which each names the hash of the one before.</summary>
/// <remarks>
/// Safe for concurrent use, and for several hosts on one store. The chain shows that entries were changed or taken out; it does not keep whoever can write the
/// database from writing all of it anew, nor from cutting off its end. A head that is kept elsewhere shows both. All methods may throw
/// <see cref="Documents.DocumentStoreException"/>.
/// </remarks>
public interface IAuditTrail
{
    /// <summary>Notes something. It is durably stored when this returns.</summary>
    /// <param name="note">What.</param>
    /// <param name="cancellationToken">Ends the call; the entry may have been written or not.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentException">The note is not of its form.</exception>
    ValueTask<AuditEntry> AppendAsync(AuditNote note, CancellationToken cancellationToken = default);

    /// <summary>The entries of a tenant in order, streamed. Documents that the vault did not write are left out: <see cref="VerifyAsync"/> tells of them.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The number after which to begin, 0 for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<AuditEntry> ReadAsync(TenantId tenant, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Checks that every entry of a tenant is there and follows from the one before it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="known">A head that was taken earlier and kept elsewhere, to compare with, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<AuditVerification> VerifyAsync(TenantId tenant, AuditHead? known = null, CancellationToken cancellationToken = default);

    /// <summary>The tenants that have a trail, in the order of their ids, streamed.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<TenantId> ListTenantsAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes the trails of tenants that were shredded longer ago than trails are kept. A host with a vault does so by itself once a day.</summary>
    /// <param name="cancellationToken">Ends the call; what was deleted stays so.</param>
    /// <returns>The tenants whose trails were deleted.</returns>
    ValueTask<IReadOnlyList<TenantId>> SweepAsync(CancellationToken cancellationToken = default);
}
