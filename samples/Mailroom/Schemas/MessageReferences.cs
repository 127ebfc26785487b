namespace Mailroom.Schemas;

/// <summary>What one message says about the ancestors of a message, itself or the one that it answers: keyed hashes of Message-IDs, the oldest first.</summary>
internal sealed record MessageReferences(IReadOnlyList<string> Ancestors, bool IsClaim);
