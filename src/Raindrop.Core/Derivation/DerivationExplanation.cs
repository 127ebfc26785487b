namespace Raindrop.Derivation;

/// <summary>Where a document comes from.</summary>
public sealed record DerivationExplanation
{
    /// <summary>The document's id; of a group, <c>schema:group/</c> or <c>schema:</c>.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Its revision; <see langword="null"/> of a group, and of what was looked for and is not there.</summary>
    public string? Revision { get; init; }

    /// <summary>The extension that derived it; <see langword="null"/> of a source document.</summary>
    public string? Extension { get; init; }

    /// <summary>The version of that extension which wrote it; 0 of a source document.</summary>
    public int ExtensionVersion { get; init; }

    /// <summary>Whether there is no such document: it was looked for and not found.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>What it was derived from. Of a large group, the first members.</summary>
    public IReadOnlyList<DerivationExplanation> Inputs { get; init; } = [];

    /// <summary>What its extension read besides.</summary>
    public IReadOnlyList<DerivationExplanation> Reads { get; init; } = [];

    /// <summary>The number of documents in a group; 0 of a document.</summary>
    public long MemberCount { get; init; }
}
