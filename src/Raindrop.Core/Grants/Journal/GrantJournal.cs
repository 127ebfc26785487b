using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Journal;

/// <summary>The journals of the tenants, in the database of the executor. The first entry about a grant in a database stays.</summary>
internal sealed class GrantJournal(IDocumentDatabase database) : IGrantJournal
{
    private const string Prefix = GrantJournalJson.Schema + ":";

    public static IdRange All { get; } = IdRange.StartingWith(Prefix);

    public static string KeyOf(TenantId tenant, string grantKey) => $"{tenant.Value}/{grantKey}";

    public static IdRange RangeOf(TenantId tenant) => IdRange.StartingWith($"{Prefix}{tenant.Value}/");

    /// <summary>The key of the grant that an entry is about.</summary>
    public static string GrantKeyOf(string id) => id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <inheritdoc/>
    public async IAsyncEnumerable<GrantJournalEntry> ListAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in database.ReadRangeAsync(RangeOf(tenant), RangeOptions.WithDocuments, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is { } document && GrantJournalJson.TryRead(tenant, GrantKeyOf(row.Id), document.Content) is { } entry) yield return entry;
        }
    }

    /// <summary>The tenants of a grant for which it is not decided yet.</summary>
    public async ValueTask<IReadOnlyList<TenantId>> FindOpenAsync(Grant grant, CancellationToken cancellationToken)
    {
        var key = GrantKeys.KeyOf(grant);
        var open = new List<TenantId>();
        var i = 0;
        await foreach (var row in database.ReadRevisionsAsync([.. grant.Tenants.Select(tenant => IdOf(tenant, key))], cancellationToken).ConfigureAwait(false))
        {
            if (row.Revision is null || row.IsDeleted) open.Add(grant.Tenants[i]);
            i++;
        }

        return open;
    }

    /// <summary>Adds an entry, unless another executor has.</summary>
    public async ValueTask AddAsync(GrantJournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var id = IdOf(entry.Tenant, SourceKey.FromDate(entry.IssuedAt, entry.Grant.Value));
            await database.PutAsync(new Document { Id = id, Content = GrantJournalJson.Write(entry) }, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentConflictException)
        {
        }
    }

    private static string IdOf(TenantId tenant, string grantKey) => Prefix + KeyOf(tenant, grantKey);
}
