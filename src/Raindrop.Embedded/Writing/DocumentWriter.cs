using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Writes documents as an application does: the store makes the revision, and refuses what names another than a current one.</summary>
internal sealed class DocumentWriter(WriteSession session, EmbeddedOptions options)
{
    private readonly Connection _connection = session.Connection;
    private readonly AttachmentWriter _attachments = new(session.Connection);

    public BulkWriteResult Write(Document document)
    {
        if (document.Content.Length > options.LargestDocument) return Refused(document, DocumentError.TooLarge);
        var head = Head.Read(_connection, document.Id);
        if (!TryFindParent(document, head, out var parent)) return Refused(document, DocumentError.Conflict);
        return Write(document, head, parent, entries => _attachments.TryStore(document, parent?.Attachments ?? [], NextGeneration(parent), entries));
    }

    /// <summary>Writes a document whose attachments are known.</summary>
    public BulkWriteResult Write(Document document, Head? head, Leaf? parent, Func<List<AttachmentEntry>, bool> attach)
    {
        var entries = new List<AttachmentEntry>();
        if (!attach(entries)) return Refused(document, DocumentError.NotFound);
        var revision = new NewRevision(RevisionIds.Next(parent?.Revision, document, entries), parent?.Revision, document.IsDeleted, document.Content, entries);
        if (head is not { } old) Create(document.Id, revision);
        else if (old.Leaves == 1) Extend(document.Id, old, parent!, revision);
        else return new ReplicatedWriter(session, options).Write(document.Id, revision, [revision.Revision, parent!.Revision]);
        return new BulkWriteResult { Id = document.Id, Revision = revision.Revision };
    }

    /// <summary>Finds the leaf that a write goes on from: the one that it names, or, where it names none, a tombstone that wins.</summary>
    public bool TryFindParent(Document document, Head? found, out Leaf? parent)
    {
        parent = null;
        if (found is not { } head) return document.Revision is null;
        if (document.Revision is null)
        {
            if (!head.IsDeleted) return false;
            parent = Leaf.Read(_connection, head.Leaf);
        }
        else if (document.Revision == head.Revision)
        {
            parent = Leaf.Read(_connection, head.Leaf);
        }
        else if (head.Leaves > 1)
        {
            parent = Leaf.ReadAll(_connection, head.Number).Find(leaf => leaf.Revision == document.Revision);
        }

        return parent is not null;
    }

    public static int NextGeneration(Leaf? parent) => parent is null ? 1 : checked((int)(RevisionIds.Generation(parent.Revision) + 1));

    public static BulkWriteResult Refused(Document document, DocumentError error) => new() { Id = document.Id, Error = error };

    private void Create(string id, NewRevision revision)
    {
        var number = session.NextNumber();
        DocumentTable.Add(session, id, new Head(number, revision.Revision, revision.IsDeleted, number, 1));
        RevisionTree.AddLeaf(_connection, number, number, revision);
    }

    private void Extend(string id, Head head, Leaf parent, NewRevision revision)
    {
        RevisionTree.ExtendLeaf(_connection, head.Number, parent, revision);
        DocumentTable.Replace(session, id, head, head with { Revision = revision.Revision, IsDeleted = revision.IsDeleted });
    }
}
