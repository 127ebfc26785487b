using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Seals a tenant's credentials again after its key was rotated.</summary>
/// <param name="database">The credential database.</param>
/// <param name="keys">Gives the keys of tenants. They are asked for late, since the key store itself asks for what is sealed under its keys.</param>
/// <param name="audit">The audit trail.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialReseal(IDocumentDatabase database, Func<ITenantKeys> keys, IAuditTrail audit, TimeProvider time) : ITenantRecords
{
    /// <summary>The vault itself, in the audit trail.</summary>
    public const string Actor = "vault.rotation";

    private readonly CredentialDocuments _documents = new(database);
    private readonly AuditedCalls _calls = new(audit, time);

    public KeyPurpose Purpose => KeyPurpose.Credentials;

    public async ValueTask<ResealResult> ResealAsync(TenantId tenant, IProgress<ResealResult>? progress = null, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        string current;
        using (var key = await keys().GetCurrentAsync(tenant, Purpose, cancellationToken).ConfigureAwait(false)) current = key.Id;
        var result = default(ResealResult);
        await foreach (var stored in _documents.ReadAllAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            // What lost a conflict is never opened again, and is not worth a key.
            await _documents.DeleteLosersAsync(stored, cancellationToken).ConfigureAwait(false);
            if (stored.Header is { } header && header.KeyId == current) continue;
            result = await ResealAsync(stored, result, cancellationToken).ConfigureAwait(false);
            progress?.Report(result);
        }

        return result;
    }

    private async ValueTask<ResealResult> ResealAsync(StoredCredential stored, ResealResult result, CancellationToken cancellationToken)
    {
        using var opened = await new CredentialOpener(_documents, keys(), time).TryOpenAsync(stored, cancellationToken).ConfigureAwait(false);
        if (opened is null) return result with { Unreadable = result.Unreadable + 1 };
        var (writer, note) = (new CredentialWriter(_documents, keys(), time), NoteOf(opened.Header.Reference));
        try
        {
            await _calls.ChangeAsync(note, _ => AuditOutcome.Done, token => writer.ReplaceAsync(opened.Header, opened.Credential, stored, token), cancellationToken).ConfigureAwait(false);
            return result with { Resealed = result.Resealed + 1 };
        }
        catch (DocumentConflictException)
        {
            // Somebody has replaced or deleted it meanwhile; the next look tells whether it is under the current key.
            return result with { Left = result.Left + 1 };
        }
    }

    private static AuditNote NoteOf(CredentialReference reference) =>
        new() { Tenant = reference.Tenant, Actor = Actor, Action = AuditAction.Reseal, Outcome = AuditOutcome.Requested, Name = reference.Name, Purpose = reference.Purpose };
}
