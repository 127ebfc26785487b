namespace Raindrop.Documents;

/// <summary>A change of some database of a server.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Sequence">The position of this update, opaque.</param>
public readonly record struct DatabaseUpdate(string Database, DatabaseUpdateKind Kind, string? Sequence);
