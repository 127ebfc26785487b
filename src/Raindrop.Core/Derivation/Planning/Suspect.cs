namespace Raindrop.Derivation.Planning;

/// <summary>An output that someone else changed, deleted or brought into conflict.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="HasLeaves">Whether it may have conflicting revisions to be removed.</param>
internal readonly record struct Suspect(string Id, bool HasLeaves);
