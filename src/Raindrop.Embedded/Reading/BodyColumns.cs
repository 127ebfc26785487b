using Raindrop.Documents;
using Raindrop.Embedded.Storage;
using Raindrop.Embedded.Writing;

namespace Raindrop.Embedded.Reading;

/// <summary>The columns from which a document is made, the same in every query.</summary>
internal static class BodyColumns
{
    public const string List = "l.document, l.revision, l.parent, l.deleted, l.attachments, l.content";
    public const int Count = 6;

    /// <summary>Makes the document that a statement stands on.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="first">The first of the columns.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="connection">Where what else is asked for is read.</param>
    /// <param name="options">What else is read.</param>
    public static Document Read(Statement statement, int first, string id, Connection connection, ReadOptions options)
    {
        var number = statement.Number(first);
        var revision = statement.Text(first + 1);
        return new Document
        {
            Id = id,
            Revision = revision,
            IsDeleted = statement.Flag(first + 3),
            Attachments = ReadAttachments(statement.Bytes(first + 4), connection, options),
            Content = statement.Bytes(first + 5).ToArray(),
            RevisionHistory = options.IncludeRevisionHistory ? ReadHistory(connection, number, revision, statement.TextOrNull(first + 2)) : [],
            Conflicts = options.IncludeConflicts ? ReadConflicts(connection, number, revision) : [],
        };
    }

    private static IReadOnlyDictionary<string, DocumentAttachment> ReadAttachments(ReadOnlySpan<byte> stored, Connection connection, ReadOptions options)
    {
        if (stored.IsEmpty) return None;
        var attachments = new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal);
        foreach (var entry in AttachmentList.Read(stored))
            attachments[entry.Name] = options.IncludeAttachments ? AttachmentList.ToAttachment(entry, Blobs.ReadAll(connection, entry)) : AttachmentList.ToAttachment(entry, null);
        return attachments;
    }

    private static List<string> ReadHistory(Connection connection, long document, string revision, string? parent)
    {
        var history = new List<string> { revision };
        while (parent is not null && history.Count < RevisionTree.MostGenerations)
        {
            history.Add(parent);
            if (!RevisionTree.TryFindAncestor(connection, document, parent, out parent)) break;
        }

        return history;
    }

    private static string[] ReadConflicts(Connection connection, long document, string revision) =>
        [.. Leaf.ReadAll(connection, document).Where(leaf => !leaf.IsDeleted && leaf.Revision != revision).Select(leaf => leaf.Revision)];

    private static readonly IReadOnlyDictionary<string, DocumentAttachment> None = new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal);
}
