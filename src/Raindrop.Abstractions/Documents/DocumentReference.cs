namespace Raindrop.Documents;

/// <summary>A document to read, at a revision or at its winning one.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Revision">The revision, or <see langword="null"/> for the winning one.</param>
public readonly record struct DocumentReference(string Id, string? Revision = null);
