using System.Runtime.CompilerServices;
using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>The vault over a credential database, the keys of tenants and the audit trail.</summary>
internal sealed class CredentialVault : ICredentialVault
{
    private readonly CredentialDocuments _documents;
    private readonly CredentialOpener _opener;
    private readonly CredentialWriter _writer;
    private readonly AuditedCalls _calls;
    private readonly TimeProvider _time;

    public CredentialVault(IDocumentDatabase database, ITenantKeys keys, IAuditTrail audit, TimeProvider time)
    {
        _documents = new CredentialDocuments(database);
        _opener = new CredentialOpener(_documents, keys, time);
        _writer = new CredentialWriter(_documents, keys, time);
        _calls = new AuditedCalls(audit, time);
        _time = time;
    }

    public ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        VaultArguments.Check(credential);
        var header = CredentialHeader.Of(reference, credential, _time.GetUtcNow());
        return _calls.ChangeAsync(NoteOf(AuditAction.Store, reference, access), _ => AuditOutcome.Done, async token =>
        {
            try
            {
                return await _writer.CreateAsync(header, credential, token).ConfigureAwait(false);
            }
            catch (DocumentConflictException)
            {
                throw new CredentialExistsException(reference);
            }
        }, cancellationToken);
    }

    public ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        VaultArguments.Check(credential);
        return _calls.ChangeAsync(NoteOf(AuditAction.Replace, reference, access), _ => AuditOutcome.Done, async token =>
        {
            while (true)
            {
                var old = await _documents.ReadAsync(reference.Tenant, reference.Name, token).ConfigureAwait(false);
                if (old is null || !await _opener.MayReplaceAsync(old, reference.Purpose, token).ConfigureAwait(false)) throw new CredentialNotFoundException(reference);
                if (version is not null && old.Revision != version) throw new CredentialConflictException(reference);
                try
                {
                    return await _writer.ReplaceAsync(CredentialHeader.Of(reference, credential, _time.GetUtcNow()), credential, old, token).ConfigureAwait(false);
                }
                catch (DocumentConflictException)
                {
                    // Read anew: whichever is there now is replaced, unless a version was named.
                }
            }
        }, cancellationToken);
    }

    public ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        return _calls.OpenAsync(NoteOf(AuditAction.Open, reference, access), token => _opener.OpenAsync(reference, token), _opener.ConfirmAsync, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        CredentialLabel.ThrowIfInvalid(name, nameof(name));
        VaultArguments.Check(access);
        var note = new AuditNote { Tenant = tenant, Actor = access.Actor, Action = AuditAction.Delete, Outcome = AuditOutcome.Requested, Name = name };
        return _calls.ChangeAsync(note, isDeleted => isDeleted ? AuditOutcome.Done : AuditOutcome.NotFound, async token =>
        {
            while (await _documents.ReadAsync(tenant, name, token).ConfigureAwait(false) is { } stored)
            {
                // The losers first: killed in between, the credential is still the one that it was.
                await _documents.DeleteLosersAsync(stored, token).ConfigureAwait(false);
                if (await _documents.DeleteAsync(tenant, name, stored.Revision, token).ConfigureAwait(false)) return true;
            }

            return false;
        }, cancellationToken);
    }

    public async IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        CredentialReference? unreadable = null;
        await foreach (var stored in _documents.ReadAllAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Header is { } header) yield return header.ToInfo(stored.Revision);
            else unreadable ??= new CredentialReference(tenant, stored.Name, "");
        }

        // One damaged record hides no other, and is not hidden itself.
        if (unreadable is { } reference) throw new CredentialUnreadableException(reference);
    }

    private static AuditNote NoteOf(AuditAction action, CredentialReference reference, CredentialAccess access) =>
        new() { Tenant = reference.Tenant, Actor = access.Actor, Action = action, Outcome = AuditOutcome.Requested, Name = reference.Name, Purpose = reference.Purpose };
}
