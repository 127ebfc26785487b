using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Records;

/// <summary>The documents of credentials.</summary>
internal sealed class CredentialDocuments(IDocumentDatabase database)
{
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };
    private static readonly RangeOptions WithDocuments = new() { IncludeDocuments = true, IncludeConflicts = true };

    public async ValueTask<StoredCredential?> ReadAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        var document = await database.GetAsync(new DocumentReference(CredentialFormat.IdOf(tenant, name)), WithConflicts, cancellationToken).ConfigureAwait(false);
        return document is null ? null : StoredCredential.From(document, tenant, name);
    }

    /// <summary>All credentials of a tenant, in the order of their names.</summary>
    public async IAsyncEnumerable<StoredCredential> ReadAllAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in database.ReadRangeAsync(CredentialFormat.RangeOf(tenant), WithDocuments, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is { } document) yield return StoredCredential.From(document, tenant, CredentialFormat.NameIn(row.Id, tenant));
        }
    }

    /// <summary>Writes a record over a revision, or where none is.</summary>
    /// <returns>The new revision.</returns>
    /// <exception cref="DocumentConflictException">Another revision is there.</exception>
    public async ValueTask<string> WriteAsync(CredentialHeader header, byte[] record, string? revision, CancellationToken cancellationToken)
    {
        var (tenant, name) = (header.Reference.Tenant, header.Reference.Name);
        try
        {
            var document = new Document { Id = CredentialFormat.IdOf(tenant, name), Revision = revision, Content = CredentialJson.Write(header, record) };
            return await database.PutAsync(document, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The store may have written it and only its answer was lost: no two records have the same salt.
            if (await TryReadAsync(tenant, name, cancellationToken).ConfigureAwait(false) is { } stored && stored.Record.AsSpan().SequenceEqual(record)) return stored.Revision;
            throw;
        }
    }

    /// <summary>Deletes a revision.</summary>
    /// <returns><see langword="false"/> where another one is there.</returns>
    public async ValueTask<bool> DeleteAsync(TenantId tenant, string name, string revision, CancellationToken cancellationToken)
    {
        try
        {
            await database.DeleteAsync(CredentialFormat.IdOf(tenant, name), revision, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is DocumentConflictException or DocumentNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Deletes leaves that lost a conflict, so that none of them comes back once the winner is gone.</summary>
    public async ValueTask DeleteLosersAsync(StoredCredential stored, CancellationToken cancellationToken)
    {
        foreach (var revision in stored.Conflicts) await DeleteAsync(stored.Tenant, stored.Name, revision, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<StoredCredential?> TryReadAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(tenant, name, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentStoreException)
        {
            return null;
        }
    }
}
