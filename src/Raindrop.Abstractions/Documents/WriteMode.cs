namespace Raindrop.Documents;

/// <summary>How a bulk write treats revisions.</summary>
public enum WriteMode
{
    /// <summary>The store makes the new revision and refuses a document whose <see cref="Document.Revision"/> is not the current one.</summary>
    NewRevisions,

    /// <summary>
    /// The documents carry their own revisions, as a replicator writes them (<c>new_edits=false</c>): nothing is refused, a revision that is
    /// not a descendant of the current one becomes a conflict. <see cref="Document.RevisionHistory"/> names the ancestors.
    /// </summary>
    Replicated,
}
