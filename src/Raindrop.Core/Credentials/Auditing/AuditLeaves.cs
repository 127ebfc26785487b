using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>Reads the documents of trails, those included that lost against another one of the same number.</summary>
internal sealed class AuditLeaves(IDocumentDatabase database)
{
    private static readonly RangeOptions WithConflicts = new() { IncludeDocuments = true, IncludeConflicts = true };
    private static readonly RangeOptions Last = new() { IncludeDocuments = true, Descending = true, Limit = 1 };
    private static readonly RangeOptions First = new() { Limit = 1 };

    /// <summary>The documents of each number in order, the winner first.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Document>> ReadAsync(IdRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in database.ReadRangeAsync(range, WithConflicts, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is not { } winner) continue;
            List<Document> leaves = [winner];
            foreach (var revision in winner.Conflicts)
            {
                if (await database.GetAsync(new DocumentReference(row.Id, revision), null, cancellationToken).ConfigureAwait(false) is { IsDeleted: false } leaf) leaves.Add(leaf);
            }

            yield return leaves;
        }
    }

    /// <summary>The head of a trail as the store has it.</summary>
    /// <exception cref="StoreProtocolException">The trail ends in something that is no entry.</exception>
    public async ValueTask<AuditHead> ReadHeadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await foreach (var row in database.ReadRangeAsync(AuditFormat.RangeOf(tenant), Last, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is not { } document) continue;
            if (!AuditFormat.TryParse(row.Id, out _, out var number)) throw new StoreProtocolException("The audit database holds documents that are no entries of a trail. Verify the trail, and take them out.");
            // What follows something that the vault did not write goes on without its hash; verifying tells of it.
            return AuditJson.Read(document)?.Head ?? new AuditHead(number, "");
        }

        return AuditHead.Empty;
    }

    public async IAsyncEnumerable<TenantId> ListTenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = AuditFormat.All;
        while (true)
        {
            string? id = null;
            await foreach (var row in database.ReadRangeAsync(range, First, cancellationToken).ConfigureAwait(false)) id = row.Id;
            if (id is null) yield break;
            if (AuditFormat.TryParse(id, out var tenant, out _))
            {
                yield return tenant;
                range = AuditFormat.After(tenant);
            }
            else
            {
                range = range with { Start = id + "\0" };
            }
        }
    }
}
