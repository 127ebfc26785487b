using System.Globalization;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Changes the tree of a document's revisions in its tables.</summary>
internal static class RevisionTree
{
    /// <summary>How many generations are kept, as in CouchDB.</summary>
    public const int MostGenerations = 1000;

    private const string InsertLeaf = "INSERT INTO leaves (number, document, revision, parent, deleted, attachments, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    private const string UpdateLeaf = "UPDATE leaves SET revision = ?2, parent = ?3, deleted = ?4, attachments = ?5, content = ?6 WHERE number = ?1";
    private const string DeleteLeaf = "DELETE FROM leaves WHERE number = ?1";
    private const string InsertAncestor = "INSERT OR IGNORE INTO ancestors (document, revision, parent) VALUES (?1, ?2, ?3)";
    private const string SelectAncestor = "SELECT parent FROM ancestors WHERE document = ?1 AND revision = ?2";
    private const string UpdateAncestor = "UPDATE ancestors SET parent = ?3 WHERE document = ?1 AND revision = ?2";
    private const string UpdateParent = "UPDATE leaves SET parent = ?2 WHERE number = ?1";
    private const string DeleteGeneration = "DELETE FROM ancestors WHERE document = ?1 AND revision >= ?2 AND revision < ?3";

    public static void AddLeaf(Connection connection, long document, long number, NewRevision revision)
    {
        var statement = connection[InsertLeaf].Bind(1, number).Bind(2, document).Bind(3, revision.Revision).Bind(4, revision.Parent).Bind(5, revision.IsDeleted ? 1 : 0);
        BindContent(statement, 6, revision).Run();
        Blobs.Use(connection, revision.Attachments);
    }

    /// <summary>Puts a revision in the place of the leaf that it follows.</summary>
    public static void ExtendLeaf(Connection connection, long document, Leaf leaf, NewRevision revision)
    {
        AddAncestor(connection, document, leaf.Revision, leaf.Parent);
        var statement = connection[UpdateLeaf].Bind(1, leaf.Number).Bind(2, revision.Revision).Bind(3, revision.Parent).Bind(4, revision.IsDeleted ? 1 : 0);
        BindContent(statement, 5, revision).Run();
        Blobs.Use(connection, revision.Attachments);
        Blobs.Release(connection, leaf.Attachments);
        Stem(connection, document, RevisionIds.Generation(revision.Revision));
    }

    /// <summary>Makes an ancestor of a leaf which turns out to have a descendant.</summary>
    public static void Bury(Connection connection, long document, Leaf leaf)
    {
        AddAncestor(connection, document, leaf.Revision, leaf.Parent);
        connection[DeleteLeaf].Bind(1, leaf.Number).Run();
        Blobs.Release(connection, leaf.Attachments);
    }

    public static void AddAncestor(Connection connection, long document, string revision, string? parent) =>
        connection[InsertAncestor].Bind(1, document).Bind(2, revision).Bind(3, parent).Run();

    /// <summary>Whether an ancestor is known, and its parent.</summary>
    public static bool TryFindAncestor(Connection connection, long document, string revision, out string? parent)
    {
        parent = null;
        var statement = connection[SelectAncestor].Bind(1, document).Bind(2, revision);
        if (!statement.Step()) return false;
        parent = statement.TextOrNull(0);
        statement.Reset();
        return true;
    }

    public static void SetAncestorsParent(Connection connection, long document, string revision, string parent) =>
        connection[UpdateAncestor].Bind(1, document).Bind(2, revision).Bind(3, parent).Run();

    public static void SetLeafsParent(Connection connection, long number, string parent) => connection[UpdateParent].Bind(1, number).Bind(2, parent).Run();

    // Every generation is passed once, so that removing one at a time removes all.
    private static void Stem(Connection connection, long document, long generation)
    {
        if (generation <= MostGenerations) return;
        var oldest = (generation - MostGenerations).ToString(CultureInfo.InvariantCulture);
        connection[DeleteGeneration].Bind(1, document).Bind(2, oldest + "-").Bind(3, oldest + ".").Run();
    }

    private static Statement BindContent(Statement statement, int index, NewRevision revision)
    {
        if (revision.Attachments.Count == 0) statement.BindNull(index);
        else statement.Bind(index, AttachmentList.Write(revision.Attachments));
        return statement.Bind(index + 1, revision.Content.Span);
    }
}
