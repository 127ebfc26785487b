namespace Raindrop.Documents;

/// <summary>What a bulk read found for one reference.</summary>
public readonly record struct BulkReadResult
{
    /// <summary>The id that was asked for.</summary>
    public required string Id { get; init; }

    /// <summary>The position of the reference that this answers, in the order asked.</summary>
    public required int RequestIndex { get; init; }

    /// <summary>The document, a tombstone included; <see langword="null"/> where it or the revision does not exist.</summary>
    public Document? Document { get; init; }

    /// <summary>Why there is no document; <see cref="DocumentError.None"/> where there is one.</summary>
    public DocumentError Error { get; init; }
}
