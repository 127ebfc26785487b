using Raindrop.Documents;
using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;

namespace Raindrop.Embedded.Reading;

/// <summary>Reads of one document.</summary>
internal static class DocumentReads
{
    private const string SelectWinner = "SELECT " + BodyColumns.List + " FROM documents d JOIN leaves l ON l.number = d.leaf WHERE d.id = ?1";
    private const string SelectLeaf = "SELECT " + BodyColumns.List + " FROM leaves l WHERE l.number = ?1";
    private const string SelectContent = "SELECT content FROM leaves WHERE number = ?1";

    /// <summary>Reads a document at a leaf or at its winning revision, a tombstone included.</summary>
    public static Document? Read(Connection connection, DocumentReference reference, ReadOptions options)
    {
        var statement = reference.Revision is null
            ? connection[SelectWinner].Bind(1, reference.Id)
            : FindLeaf(connection, reference) is { } number ? connection[SelectLeaf].Bind(1, number) : null;
        if (statement is null || !statement.Step()) return null;
        var document = BodyColumns.Read(statement, 0, reference.Id, connection, options);
        statement.Reset();
        return document;
    }

    /// <summary>The row of an id: its winning revision, a tombstone's too, or none.</summary>
    public static DocumentRow ReadRow(Connection connection, string id, int index)
    {
        var head = Head.Read(connection, id);
        return new DocumentRow { Id = id, Revision = head?.Revision, IsDeleted = head?.IsDeleted ?? false, RequestIndex = index };
    }

    /// <summary>The body of a leaf.</summary>
    public static byte[] ReadContent(Connection connection, long leaf)
    {
        var statement = connection[SelectContent].Bind(1, leaf);
        var content = statement.Step() ? statement.Bytes(0).ToArray() : throw StorageFailure.Create(SQLitePCL.raw.SQLITE_CORRUPT);
        statement.Reset();
        return content;
    }

    /// <summary>Finds an attachment of a leaf, or of the winning one if that is not deleted.</summary>
    public static AttachmentEntry? FindAttachment(Connection connection, DocumentReference reference, string name)
    {
        if (Head.Read(connection, reference.Id) is not { } head || (reference.Revision is null && head.IsDeleted)) return null;
        var leaf = reference.Revision is null ? head.Leaf : FindLeaf(connection, reference);
        return leaf is { } number ? AttachmentList.Find(Leaf.Read(connection, number).Attachments, name) : null;
    }

    /// <summary>Those of a document's revisions that are not known.</summary>
    public static List<string> FindMissing(Connection connection, string id, IReadOnlyList<string> revisions)
    {
        if (Head.Read(connection, id) is not { } head) return [.. revisions];
        var leaves = Leaf.ReadAll(connection, head.Number);
        return [.. revisions.Where(revision => !leaves.Exists(leaf => leaf.Revision == revision) && !RevisionTree.TryFindAncestor(connection, head.Number, revision, out _))];
    }

    private static long? FindLeaf(Connection connection, DocumentReference reference)
    {
        if (Head.Read(connection, reference.Id) is not { } head) return null;
        if (head.Revision == reference.Revision) return head.Leaf;
        return head.Leaves == 1 ? null : Leaf.ReadAll(connection, head.Number).Find(leaf => leaf.Revision == reference.Revision)?.Number;
    }
}
