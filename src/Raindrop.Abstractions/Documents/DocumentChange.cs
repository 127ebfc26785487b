namespace Raindrop.Documents;

/// <summary>A change of a document. Delivered at least once, in no promised order across documents.</summary>
public readonly record struct DocumentChange
{
    /// <summary>The document's id.</summary>
    public required string Id { get; init; }

    /// <summary>The winning revision.</summary>
    public required string Revision { get; init; }

    /// <summary>Whether the winning revision is a tombstone.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The position of this change, opaque; <see langword="null"/> where <see cref="ChangesOptions.SequenceInterval"/> left it out.</summary>
    public string? Sequence { get; init; }

    /// <summary>Leaf revisions other than the winning one, deleted ones included; empty unless all leaves were asked for.</summary>
    public IReadOnlyList<string> OtherLeaves { get => field ?? []; init; }

    /// <summary>The document, if documents were asked for; a tombstone's body included.</summary>
    public Document? Document { get; init; }
}
