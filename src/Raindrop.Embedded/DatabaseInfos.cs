using Raindrop.Documents;
using Raindrop.Embedded.Feeds;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded;

/// <summary>The state of a database.</summary>
internal static class DatabaseInfos
{
    public static DatabaseInfo Read(ReadLease lease) => new()
    {
        Name = lease.File.Name,
        DocumentCount = lease.State.Documents,
        DeletedCount = lease.State.Tombstones,
        UpdateSequence = FeedPosition.Format(lease.State.Sequence, lease.File.Incarnation),
        UpdateCount = lease.State.Revisions,
        Incarnation = lease.File.Incarnation,
        SizeOnDisk = LengthOf(lease.File.Path) + LengthOf(lease.File.Path + "-wal"),
    };

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
