using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>Lists all key documents page by page, a request each, so that however long a page takes no answer of the store waits for it.</summary>
internal sealed class TenantKeyPages(TenantKeyDocuments documents)
{
    public const int PageSize = 500;

    private static readonly RangeOptions Page = new() { IncludeDocuments = true, IncludeConflicts = true, Limit = PageSize };

    public async IAsyncEnumerable<IReadOnlyList<TenantKeyRow>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = TenantKeyDocument.Range;
        while (true)
        {
            var listed = new List<DocumentRow>();
            await foreach (var row in documents.Database.ReadRangeAsync(range, Page, cancellationToken).ConfigureAwait(false)) listed.Add(row);
            var rows = new List<TenantKeyRow>(listed.Count);
            foreach (var row in listed)
            {
                if (row.Document is { } document && TenantKeyDocument.TryGetTenant(row.Id, out var tenant)) rows.Add(await ReadAsync(tenant, document, cancellationToken).ConfigureAwait(false));
            }

            yield return rows;
            if (listed.Count < PageSize) yield break;
            // Behind the last id, and before every other.
            range = range with { Start = listed[^1].Id + " " };
        }
    }

    private async ValueTask<TenantKeyRow> ReadAsync(TenantId tenant, Document document, CancellationToken cancellationToken)
    {
        try
        {
            // A conflict is rare, and worth a request.
            var healed = document.Conflicts.Count == 0 ? null : await documents.ReadAsync(tenant, cancellationToken).ConfigureAwait(false);
            return healed is null
                ? new TenantKeyRow(tenant, TenantKeyJson.TryParse(tenant, document.Content), document.Revision!)
                : new TenantKeyRow(tenant, healed.Document, healed.Revision);
        }
        catch (TenantKeyException)
        {
            return new TenantKeyRow(tenant, null, document.Revision!);
        }
    }
}
