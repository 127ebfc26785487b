using Raindrop.Credentials.Records;
using Raindrop.Keys;

namespace Raindrop.Credentials;

/// <summary>Reads and opens records.</summary>
internal sealed class CredentialOpener(CredentialDocuments documents, ITenantKeys keys, TimeProvider time)
{
    /// <exception cref="CredentialNotFoundException">There is none of this name and purpose.</exception>
    /// <exception cref="CredentialUnreadableException">The record is not one that was sealed for this reference.</exception>
    /// <exception cref="CredentialExpiredException">It has expired.</exception>
    public async ValueTask<OpenedCredential> OpenAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        var stored = await documents.ReadAsync(reference.Tenant, reference.Name, cancellationToken).ConfigureAwait(false);
        if (stored is null) throw new CredentialNotFoundException(reference);
        var opened = await TryOpenAsync(stored, cancellationToken).ConfigureAwait(false) ?? throw new CredentialUnreadableException(reference);
        if (Objection(opened, reference) is not { } objection) return opened;
        opened.Dispose();
        throw objection;
    }

    /// <summary>Whether a record is there to be replaced by one for a purpose: if it is for the same one, or nobody can open it, whatever it says that it is for.</summary>
    public async ValueTask<bool> MayReplaceAsync(StoredCredential stored, string purpose, CancellationToken cancellationToken)
    {
        if (stored.Header is not { } header || header.Reference.Purpose == purpose) return true;
        using var opened = await TryOpenAsync(stored, cancellationToken).ConfigureAwait(false);
        return opened is null;
    }

    /// <summary>Opens a record, expired or not.</summary>
    /// <returns>The credential, or <see langword="null"/> where it is none that the vault sealed.</returns>
    public async ValueTask<OpenedCredential?> TryOpenAsync(StoredCredential stored, CancellationToken cancellationToken)
    {
        if (stored.Header is not { } header) return null;
        using var key = await FindKeyAsync(header, cancellationToken).ConfigureAwait(false);
        return key is not null && CredentialSeal.Open(header, stored.Record, key) is { } credential ? new OpenedCredential(header, stored.Revision, credential) : null;
    }

    /// <summary>Asks once more whether the key may be used, since time has passed.</summary>
    /// <exception cref="TenantKeyException">The tenant was suspended or shredded.</exception>
    /// <exception cref="CredentialUnreadableException">The key is gone.</exception>
    public async ValueTask ConfirmAsync(OpenedCredential opened, CancellationToken cancellationToken)
    {
        using var key = await FindKeyAsync(opened.Header, cancellationToken).ConfigureAwait(false);
        if (key is null) throw new CredentialUnreadableException(opened.Header.Reference);
    }

    // Only what the seal covers counts: whoever edits the purpose or the date makes the record unreadable.
    private CredentialException? Objection(OpenedCredential opened, CredentialReference reference)
    {
        if (opened.Header.Reference.Purpose != reference.Purpose) return new CredentialNotFoundException(reference);
        return opened.Credential.ExpiresAt is { } expires && expires <= time.GetUtcNow() ? new CredentialExpiredException(reference) : null;
    }

    private ValueTask<TenantKey?> FindKeyAsync(CredentialHeader header, CancellationToken cancellationToken) =>
        keys.FindAsync(header.Reference.Tenant, header.KeyId, KeyPurpose.Credentials, cancellationToken);
}
