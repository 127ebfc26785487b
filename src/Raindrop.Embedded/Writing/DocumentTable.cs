using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Writes the rows that listings and feeds read, and keeps the counters.</summary>
internal static class DocumentTable
{
    private const string Insert = "INSERT INTO documents (id, number, sequence, revision, deleted, leaf, leaves) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    private const string Update = "UPDATE documents SET sequence = ?2, revision = ?3, deleted = ?4, leaf = ?5, leaves = ?6 WHERE id = ?1";

    public static void Add(WriteSession session, string id, Head head)
    {
        session.Connection[Insert].Bind(1, id).Bind(2, head.Number).Bind(3, session.NextSequence(isRevision: true)).Bind(4, head.Revision)
            .Bind(5, head.IsDeleted ? 1 : 0).Bind(6, head.Leaf).Bind(7, head.Leaves).Run();
        Count(session, head.IsDeleted, 1);
    }

    public static void Replace(WriteSession session, string id, Head old, Head head, bool isRevision = true)
    {
        session.Connection[Update].Bind(1, id).Bind(2, session.NextSequence(isRevision)).Bind(3, head.Revision)
            .Bind(4, head.IsDeleted ? 1 : 0).Bind(5, head.Leaf).Bind(6, head.Leaves).Run();
        if (old.IsDeleted == head.IsDeleted) return;
        Count(session, old.IsDeleted, -1);
        Count(session, head.IsDeleted, 1);
    }

    private static void Count(WriteSession session, bool deleted, int change)
    {
        if (deleted) session.State.Tombstones += change;
        else session.State.Documents += change;
    }
}
