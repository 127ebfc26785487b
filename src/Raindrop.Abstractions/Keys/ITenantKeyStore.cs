using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>The wrapped keys of all tenants, for those who run the host: create, rotate, suspend, shred, back up and restore.</summary>
/// <remarks>
/// Safe for concurrent use, and for several hosts on one store. Every call may be ended or killed at any moment and made again: it goes on where it
/// was. All methods may throw <see cref="KeyProviderException"/> (with what it says about when to try again), <see cref="KeyRefusedException"/> and
/// <see cref="Documents.DocumentStoreException"/>; none is tried again unasked.
/// </remarks>
public interface ITenantKeyStore
{
    /// <summary>The time within which a change of a tenant has reached every host, or the host gives no key of that tenant: 60 seconds.</summary>
    static TimeSpan PropagationBound => TimeSpan.FromSeconds(60);

    /// <summary>Makes a tenant's first key. A tenant that has keys keeps them.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of its keys now.</returns>
    /// <exception cref="TenantKeyException">The tenant was shredded, or its key document was deleted by others.</exception>
    ValueTask<TenantKeyStatus> CreateAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>What is known of a tenant's keys, <see langword="null"/> where it has none.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<TenantKeyStatus?> FindAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>All tenants that have or had keys, in the order of their ids, streamed; those whose document is damaged are there as <see cref="TenantKeyState.Unreadable"/>.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<TenantKeyStatus> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops the use of a tenant's keys on every host within <see cref="PropagationBound"/>; the keys are kept. The key provider is not needed.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of its keys now.</returns>
    /// <exception cref="TenantKeyException">The tenant was shredded, or has no keys.</exception>
    ValueTask<TenantKeyStatus> SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Ends a suspension.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of its keys now.</returns>
    /// <exception cref="TenantKeyException">The tenant was shredded, or has no keys.</exception>
    ValueTask<TenantKeyStatus> ResumeAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a tenant a new key, seals its records again under it (<see cref="ITenantRecords"/>) and drops the old one, once
    /// <see cref="PropagationBound"/> is over and a look at all records has found none under it. A rotation that was begun and not finished is
    /// finished instead; <see cref="TenantKeyRotation.IsNewKey"/> tells. It takes as long as the bound at least; several tenants may be rotated at once.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="progress">Told what was done so far, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TenantKeyException">The tenant is suspended, was shredded, or has no keys.</exception>
    ValueTask<TenantKeyRotation> RotateAsync(TenantId tenant, IProgress<TenantKeyRotation>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Wraps the keys of all tenants, and those of the backups where this host has their file, under the key provider's current key encryption key:
    /// after that key was changed, and before the old one is removed. No record is written. It heals no leak of the old key encryption key: who has it and a copy of the key
    /// store, however old, has the tenants' keys; these must be rotated too. Where the host names earlier key providers beside the current one, it moves all keys to the
    /// current one, and in the end has that one unwrap each by itself.
    /// </summary>
    /// <param name="progress">Told what was done so far, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call. What was wrapped is kept.</param>
    /// <exception cref="KeyProviderException">A provider is away; or no provider has what a key takes, after all others were wrapped anew.</exception>
    ValueTask<KeyRewrap> RewrapAsync(IProgress<KeyRewrap>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Destroys all keys of a tenant, for good: no copy of what they sealed can be read again, backups included, once <see cref="ShredReceipt.LastBackupDiesAt"/>
    /// is past. It returns when the wrapped keys are out of the store's files. Shredding again returns the same receipt and finishes what was not.
    /// </summary>
    /// <param name="tenant">The tenant; it may have no keys, and never gets any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Documents.StoreFeatureMissingException">The store cannot remove old revisions from its files: the keys are out of use, but not destroyed.</exception>
    ValueTask<ShredReceipt> ShredAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Writes a backup of all keys, still wrapped, encrypted under a key that is destroyed at <see cref="KeyBackup.ReadableUntil"/>.</summary>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="cancellationToken">Ends the call; what was written is no backup then.</param>
    ValueTask<KeyBackup> BackUpAsync(Stream destination, CancellationToken cancellationToken = default);

    /// <summary>
    /// Brings back from a backup what is lost or damaged: keys that the store has and the provider accepts are kept as they are, so are those that another provider
    /// may have wrapped (<see cref="KeyRestore.Refused"/>), and a tenant that was shredded stays so. The whole backup is checked before anything is written.
    /// </summary>
    /// <param name="backup">The backup, seekable; it stays open.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KeyBackupException">The backup cannot be read; nothing was written.</exception>
    /// <exception cref="KeyProviderException">The provider is away: what was restored is kept. Where it lacks what a stored key takes, all other tenants were restored first.</exception>
    ValueTask<KeyRestore> RestoreAsync(Stream backup, CancellationToken cancellationToken = default);

    /// <summary>Destroys the keys of backups whose time is over. A host with a vault does so by itself, and every backup, restore and shredding does.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were destroyed.</returns>
    ValueTask<int> DestroyExpiredBackupKeysAsync(CancellationToken cancellationToken = default);
}
