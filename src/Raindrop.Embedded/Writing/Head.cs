using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>What a document's row says: its winning revision, and how many leaves there are.</summary>
internal readonly record struct Head(long Number, string Revision, bool IsDeleted, long Leaf, int Leaves)
{
    private const string Select = "SELECT number, revision, deleted, leaf, leaves FROM documents WHERE id = ?1";

    public static Head? Read(Connection connection, string id)
    {
        var statement = connection[Select].Bind(1, id);
        if (!statement.Step()) return null;
        var head = new Head(statement.Number(0), statement.Text(1), statement.Flag(2), statement.Number(3), (int)statement.Number(4));
        statement.Reset();
        return head;
    }
}
