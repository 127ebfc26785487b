using Raindrop.CouchDb.Json;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>A leaf of a document's revisions, without its body.</summary>
internal sealed record Leaf(long Number, string Revision, string? Parent, bool IsDeleted, IReadOnlyList<AttachmentEntry> Attachments)
{
    private const string Columns = "SELECT number, revision, parent, deleted, attachments FROM leaves WHERE ";
    private const string SelectOne = Columns + "number = ?1";
    private const string SelectAll = Columns + "number = ?1 AND document = ?1 UNION ALL " + Columns + "document = ?1 AND number <> document";

    public static Leaf Read(Connection connection, long number)
    {
        var statement = connection[SelectOne].Bind(1, number);
        if (!statement.Step()) throw StorageFailure.Create(SQLitePCL.raw.SQLITE_CORRUPT);
        var leaf = Read(statement);
        statement.Reset();
        return leaf;
    }

    /// <summary>All leaves of a document, the winner first.</summary>
    public static List<Leaf> ReadAll(Connection connection, long document)
    {
        var leaves = new List<Leaf>();
        var statement = connection[SelectAll].Bind(1, document);
        while (statement.Step()) leaves.Add(Read(statement));
        leaves.Sort(static (a, b) => a == b ? 0 : Revisions.Wins(a.Revision, a.IsDeleted, b.Revision, b.IsDeleted) ? -1 : 1);
        return leaves;
    }

    private static Leaf Read(Statement statement) =>
        new(statement.Number(0), statement.Text(1), statement.TextOrNull(2), statement.Flag(3), AttachmentList.Read(statement.Bytes(4)));
}
