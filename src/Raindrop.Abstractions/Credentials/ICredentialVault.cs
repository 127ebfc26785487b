using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Keeps the credentials of tenants sealed, so that a leaked database, backup or log gives nobody a secret.</summary>
/// <remarks>
/// Safe for concurrent use, and for several hosts on one store. Every call takes and gives plain values, so a vault can run in a process of its own.
/// Each call but <see cref="ListAsync"/> is written to the audit trail, refused ones too; an opening that failed since something was away, of which nobody
/// learnt anything, is not. All methods may throw <see cref="TenantKeyException"/> (the tenant is suspended or was shredded), <see cref="KeyProviderException"/>
/// (the key provider is away; try again later), <see cref="KeyRefusedException"/> (a wrapped key in the key store is not the provider's) and
/// <see cref="Documents.DocumentStoreException"/> (the store is away). After the last of these, and after a call that was cancelled, a change may have been made or not.
/// </remarks>
public interface ICredentialVault
{
    /// <summary>Stores a new credential.</summary>
    /// <param name="reference">Its tenant, name and purpose.</param>
    /// <param name="credential">The credential; it stays the caller's to dispose.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of it now.</returns>
    /// <exception cref="CredentialExistsException">The tenant has a credential of this name.</exception>
    /// <exception cref="ArgumentException">The reference, the credential or the access is not of its form.</exception>
    ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default);

    /// <summary>Replaces a credential by another one of the same name and purpose.</summary>
    /// <param name="reference">Its tenant, name and purpose.</param>
    /// <param name="credential">The new credential; it stays the caller's to dispose.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="version">The version to replace, or <see langword="null"/> for whichever is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of it now.</returns>
    /// <exception cref="CredentialNotFoundException">There is none of this name and purpose.</exception>
    /// <exception cref="CredentialConflictException">It has another version by now.</exception>
    ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a credential. The audit trail has durably noted it when this returns.</summary>
    /// <param name="reference">Its tenant, name and purpose.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The credential in the clear. Dispose it.</returns>
    /// <exception cref="CredentialNotFoundException">There is none of this name and purpose.</exception>
    /// <exception cref="CredentialExpiredException">It has expired.</exception>
    /// <exception cref="CredentialUnreadableException">The record is not one that this vault sealed for this reference.</exception>
    ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default);

    /// <summary>Deletes a credential. Copies of the record in backups and in old revisions stay unreadable to whoever has no tenant key; see the vault's documentation for how long.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The credential's name.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="true"/> if it was deleted, <see langword="false"/> if there was none.</returns>
    ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default);

    /// <summary>Lists the credentials of a tenant by name, streamed, without opening them. What it says is authenticated only when a credential is opened.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="CredentialUnreadableException">A document is none that a vault wrote. It is thrown after all others were listed, and names the first.</exception>
    IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, CancellationToken cancellationToken = default);
}
