using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Gateway.Accounts;

/// <summary>Deletes the local accounts that sign in to a tenant which is deleted.</summary>
internal sealed class TenantAccounts(AccountDocuments documents, IdentifierHasher hasher, IOptions<RaindropAccountOptions> options, Func<IDocumentDatabase> directory) : ITenantData
{
    /// <summary>Keyed hashes of names, as ids of deleted documents.</summary>
    private static readonly IReadOnlyList<TenantRemainder> Tombstones = [new TenantRemainder(TenantRemainderKind.HostData, null)];

    private readonly SubjectHasher _subjects = new(hasher);

    public async ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default)
    {
        if (await new TenantEntries(directory()).PeekAsync(tenant, cancellationToken).ConfigureAwait(false) is not { Identities.Count: > 0 } entry) return Tombstones;
        foreach (var account in await documents.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Identities.Contains(_subjects.Hash(new TenantSubject(options.Value.Issuer, account.Subject)))) await documents.DeleteAsync(account.Key, cancellationToken).ConfigureAwait(false);
        }

        return Tombstones;
    }
}
