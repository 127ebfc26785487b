namespace Raindrop.Grants.Execution;

/// <summary>What a document of a tenant should be, as the newest grant that named it says.</summary>
/// <param name="Sequence">The number of that grant's release.</param>
/// <param name="Digest">The digest of its content; <see langword="null"/> where it is deleted.</param>
internal readonly record struct TargetDocument(long Sequence, string? Digest);
