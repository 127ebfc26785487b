using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Writes revisions that were made elsewhere into the tree of a document's revisions, as a replicator does. Nothing is refused for its revision.</summary>
internal sealed class ReplicatedWriter(WriteSession session, EmbeddedOptions options)
{
    private readonly Connection _connection = session.Connection;

    public BulkWriteResult Write(Document document)
    {
        if (document.Content.Length > options.LargestDocument) return DocumentWriter.Refused(document, DocumentError.TooLarge);
        var history = document.RevisionHistory.Count > 0 ? document.RevisionHistory : [document.Revision!];
        if (history.Count > RevisionTree.MostGenerations) history = [.. history.Take(RevisionTree.MostGenerations)];
        IReadOnlyList<AttachmentEntry> kept = [];
        if (document.Attachments.Count > 0 && Head.Read(_connection, document.Id) is { } head)
        {
            kept = [.. Leaf.ReadAll(_connection, head.Number).OrderByDescending(leaf => history.Contains(leaf.Revision)).SelectMany(leaf => leaf.Attachments)];
        }

        var entries = new List<AttachmentEntry>();
        var generation = (int)Math.Min(RevisionIds.Generation(history[0]), int.MaxValue);
        if (!new AttachmentWriter(_connection).TryStore(document, kept, generation, entries)) return DocumentWriter.Refused(document, DocumentError.NotFound);
        for (var i = 0; i < entries.Count; i++)
        {
            if (document.Attachments[entries[i].Name].RevisionPosition is > 0 and var position) entries[i] = entries[i] with { Position = position };
        }

        return Write(document.Id, new NewRevision(history[0], history.Count > 1 ? history[1] : null, document.IsDeleted, document.Content, entries), history);
    }

    /// <summary>Writes a revision and those of its ancestors that are not known.</summary>
    public BulkWriteResult Write(string id, NewRevision revision, IReadOnlyList<string> history)
    {
        if (Head.Read(_connection, id) is { } head) Merge(id, head, revision, history);
        else Create(id, revision, history);
        return new BulkWriteResult { Id = id, Revision = revision.Revision };
    }

    private void Create(string id, NewRevision revision, IReadOnlyList<string> history)
    {
        var number = session.NextNumber();
        DocumentTable.Add(session, id, new Head(number, revision.Revision, revision.IsDeleted, number, 1));
        RevisionTree.AddLeaf(_connection, number, number, revision);
        AddAncestors(number, history, history.Count);
    }

    private void Merge(string id, Head head, NewRevision revision, IReadOnlyList<string> history)
    {
        var leaves = Leaf.ReadAll(_connection, head.Number);
        var known = 0;
        while (known < history.Count && !IsKnown(head.Number, leaves, history[known])) known++;
        var isNew = known > 0;
        if (isNew)
        {
            var extended = known < history.Count ? leaves.Find(leaf => leaf.Revision == history[known]) : null;
            if (extended is not null) RevisionTree.ExtendLeaf(_connection, head.Number, extended, revision);
            else RevisionTree.AddLeaf(_connection, head.Number, session.NextNumber(), revision);
            AddAncestors(head.Number, history, known);
            leaves = Leaf.ReadAll(_connection, head.Number);
        }
        else
        {
            // Bytes that came with a revision which is there already are used by nobody.
            Blobs.Use(_connection, revision.Attachments);
            Blobs.Release(_connection, revision.Attachments);
        }

        if (Graft(head.Number, leaves, history, known)) leaves = Leaf.ReadAll(_connection, head.Number);
        else if (!isNew) return;
        DocumentTable.Replace(session, id, head, head with { Revision = leaves[0].Revision, IsDeleted = leaves[0].IsDeleted, Leaf = leaves[0].Number, Leaves = leaves.Count }, isNew);
    }

    // The ancestors before a position, which are not known yet.
    private void AddAncestors(long document, IReadOnlyList<string> history, int end)
    {
        for (var i = 1; i < end; i++) RevisionTree.AddAncestor(_connection, document, history[i], i + 1 < history.Count ? history[i + 1] : null);
    }

    // A history may reach further back than what is known, and join what seemed to be branches. Returns whether a leaf was one no longer.
    private bool Graft(long document, List<Leaf> leaves, IReadOnlyList<string> history, int from)
    {
        var isLeafGone = false;
        for (var i = from; i + 1 < history.Count; i++)
        {
            var leaf = leaves.Find(one => one.Revision == history[i]);
            var parent = leaf?.Parent;
            if (leaf is null) RevisionTree.TryFindAncestor(_connection, document, history[i], out parent);
            if (parent is not null) break;
            if (leaf is not null) RevisionTree.SetLeafsParent(_connection, leaf.Number, history[i + 1]);
            else RevisionTree.SetAncestorsParent(_connection, document, history[i], history[i + 1]);
            if (leaves.Find(one => one.Revision == history[i + 1]) is { } joined)
            {
                RevisionTree.Bury(_connection, document, joined);
                leaves.Remove(joined);
                isLeafGone = true;
            }
            else
            {
                RevisionTree.AddAncestor(_connection, document, history[i + 1], null);
            }
        }

        return isLeafGone;
    }

    private bool IsKnown(long document, List<Leaf> leaves, string revision) =>
        leaves.Exists(leaf => leaf.Revision == revision) || RevisionTree.TryFindAncestor(_connection, document, revision, out _);
}
