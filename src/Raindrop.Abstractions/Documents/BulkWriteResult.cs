namespace Raindrop.Documents;

/// <summary>What became of one document of a bulk write.</summary>
public readonly record struct BulkWriteResult
{
    /// <summary>The document's id.</summary>
    public required string Id { get; init; }

    /// <summary>The new revision, or <see langword="null"/> if the write was refused.</summary>
    public string? Revision { get; init; }

    /// <summary>Why the write was refused; <see cref="DocumentError.None"/> if it was not.</summary>
    public DocumentError Error { get; init; }

    /// <summary>Whether the document was written.</summary>
    public bool IsWritten => Error == DocumentError.None;
}
