namespace Raindrop.Documents;

/// <summary>A row of a listing by id.</summary>
public readonly record struct DocumentRow
{
    /// <summary>The document's id, or the id that was asked for.</summary>
    public required string Id { get; init; }

    /// <summary>The winning revision, or <see langword="null"/> where there is no such document.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether the winning revision is a tombstone. Only listings by id (not by range) name tombstones.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The document, if documents were asked for and it is not deleted.</summary>
    public Document? Document { get; init; }

    /// <summary>The position of the range or id that this row answers, in the order asked.</summary>
    public int RequestIndex { get; init; }
}
