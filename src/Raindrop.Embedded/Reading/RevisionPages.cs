using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Reading;

/// <summary>Winning revisions by id, in the order asked.</summary>
internal sealed class RevisionPages(IReadOnlyList<string> ids) : IPageSource<DocumentRow>
{
    private int _index;

    public bool Fill(ReadLease lease, List<DocumentRow> page)
    {
        for (var limit = new PageLimit(); _index < ids.Count && limit.HasRoom; _index++)
        {
            page.Add(DocumentReads.ReadRow(lease.Connection, ids[_index], _index));
            limit.Count(null);
        }

        return _index < ids.Count;
    }
}
