using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials;

/// <summary>Seals and stores. A key may be retired between sealing and storing: then the credential, which is still in hand, is sealed again.</summary>
internal sealed class CredentialWriter(CredentialDocuments documents, ITenantKeys keys, TimeProvider time)
{
    /// <summary>Stores a record where none is.</summary>
    /// <exception cref="DocumentConflictException">There is one.</exception>
    public async ValueTask<CredentialInfo> CreateAsync(CredentialHeader header, Credential credential, CancellationToken cancellationToken)
    {
        var write = new PendingRecord(header, credential, null);
        await SealAsync(write, cancellationToken).ConfigureAwait(false);
        try
        {
            // On a cluster two hosts may both have created it; one of the two then sees that it lost.
            var stored = await documents.ReadAsync(header.Reference.Tenant, header.Reference.Name, cancellationToken).ConfigureAwait(false);
            if (stored?.Conflicts.Contains(write.Revision!) == true) throw new DocumentConflictException();
            return await SettleAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nothing half-done stays: whoever was told that it failed may store it again.
            await TryDeleteAsync(header.Reference, write.Revision!).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stores a record over another one, and removes those that had lost a conflict against it.</summary>
    /// <exception cref="DocumentConflictException">It has another revision by now.</exception>
    public async ValueTask<CredentialInfo> ReplaceAsync(CredentialHeader header, Credential credential, StoredCredential old, CancellationToken cancellationToken)
    {
        var write = new PendingRecord(header, credential, old.Revision);
        await SealAsync(write, cancellationToken).ConfigureAwait(false);
        await documents.DeleteLosersAsync(old, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(write, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SealAsync(PendingRecord write, CancellationToken cancellationToken)
    {
        using var key = await keys.GetCurrentAsync(write.Header.Reference.Tenant, KeyPurpose.Credentials, cancellationToken).ConfigureAwait(false);
        if (key.Id.Length > CredentialHeader.LongestKeyId) throw new InvalidOperationException($"The id of a tenant key has more than {CredentialHeader.LongestKeyId} characters: no record can name it.");
        var header = write.Header with { KeyId = key.Id };
        var record = CredentialSeal.Seal(header, write.Credential, key);
        var revision = await documents.WriteAsync(header, record, write.Revision, cancellationToken).ConfigureAwait(false);
        (write.Header, write.Revision) = (header, revision);
    }

    private async ValueTask<CredentialInfo> SettleAsync(PendingRecord write, CancellationToken cancellationToken)
    {
        while (!await keys.IsCurrentAsync(write.Header.Reference.Tenant, write.Header.KeyId, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await SealAsync(write, cancellationToken).ConfigureAwait(false);
            }
            catch (DocumentConflictException)
            {
                // It was written, and then somebody else replaced it or a rotation sealed it again.
                break;
            }
        }

        return write.Header.ToInfo(write.Revision!);
    }

    private async ValueTask TryDeleteAsync(CredentialReference reference, string revision)
    {
        using var patience = new CancellationTokenSource(VaultPatience.Length, time);
        try
        {
            await documents.DeleteAsync(reference.Tenant, reference.Name, revision, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DocumentStoreException or OperationCanceledException)
        {
            // The failure that led here is the one to tell.
        }
    }

    /// <summary>What is written, under which header and over which revision it was last.</summary>
    private sealed class PendingRecord(CredentialHeader header, Credential credential, string? revision)
    {
        public CredentialHeader Header { get; set; } = header;

        public Credential Credential { get; } = credential;

        public string? Revision { get; set; } = revision;
    }
}
