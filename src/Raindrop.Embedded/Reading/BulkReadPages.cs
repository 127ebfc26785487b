using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Reading;

/// <summary>Documents by reference, in the order asked.</summary>
internal sealed class BulkReadPages(IReadOnlyList<DocumentReference> references, ReadOptions options) : IPageSource<BulkReadResult>
{
    private readonly ReadOptions _options = options with { IncludeConflicts = false };
    private int _index;

    public bool Fill(ReadLease lease, List<BulkReadResult> page)
    {
        for (var limit = new PageLimit(); _index < references.Count && limit.HasRoom; _index++)
        {
            var document = DocumentReads.Read(lease.Connection, references[_index], _options);
            page.Add(new BulkReadResult { Id = references[_index].Id, RequestIndex = _index, Document = document, Error = document is null ? DocumentError.NotFound : DocumentError.None });
            limit.Count(document);
        }

        return _index < references.Count;
    }
}
