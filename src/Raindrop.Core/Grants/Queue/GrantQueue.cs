using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Grants.Queue;

/// <summary>The grants that wait, a document each, in a database that the gateway may write.</summary>
internal sealed class GrantQueue(IDocumentDatabase database)
{
    private const string Prefix = QueuedGrant.Schema + ":";
    private const int PageSize = 500;

    private static readonly RangeOptions Page = new() { Limit = PageSize };
    private static readonly RangeOptions First = new() { Limit = 1 };
    private static readonly IdRange All = IdRange.StartingWith(Prefix);

    public static string IdOf(string key) => Prefix + key;

    /// <summary>Adds a grant, unless it waits already. Both come to the same: the contents are fixed by the grant.</summary>
    public async ValueTask AddAsync(QueuedGrant queued, CancellationToken cancellationToken)
    {
        try
        {
            await database.PutAsync(new Document { Id = IdOf(queued.Key), Content = QueuedGrantJson.Write(queued) }, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentConflictException)
        {
        }
    }

    /// <summary>The keys of what waits, the oldest first, page by page, so that no answer of the store waits for what is done with them.</summary>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = All;
        while (true)
        {
            var ids = new List<string>();
            await foreach (var row in database.ReadRangeAsync(range, Page, cancellationToken).ConfigureAwait(false)) ids.Add(row.Id);
            foreach (var id in ids) yield return id[Prefix.Length..];
            if (ids.Count < PageSize) yield break;
            range = range with { Start = ids[^1] + " " };
        }
    }

    /// <summary>When the oldest grant that waits was issued; <see langword="null"/> where none waits.</summary>
    public async ValueTask<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in database.ReadRangeAsync(All, First, cancellationToken).ConfigureAwait(false))
        {
            // What has another key was not written by a gateway: it has waited for ever.
            return GrantKeys.TryParse(row.Id[Prefix.Length..], out var issuedAt, out _) ? issuedAt : DateTimeOffset.UnixEpoch;
        }

        return null;
    }

    /// <summary>What waits under a key: several where a cluster took a grant twice.</summary>
    public ValueTask<IReadOnlyList<Document>> ReadAsync(string key, CancellationToken cancellationToken) => DocumentLeaves.ReadAsync(database, IdOf(key), cancellationToken);

    /// <summary>Removes what was read, the winner last: what is cut off is found again.</summary>
    public async ValueTask RemoveAsync(IReadOnlyList<Document> leaves, CancellationToken cancellationToken)
    {
        foreach (var leaf in leaves.Reverse()) await DocumentLeaves.TryDeleteAsync(database, leaf, cancellationToken).ConfigureAwait(false);
    }
}
