using Raindrop.Documents;

namespace Raindrop.Derivation.Running;

/// <summary>What a read found: documents in the order of ids, or the bytes of an attachment (<see langword="null"/> where it is missing).</summary>
internal readonly record struct ReadAnswer(IReadOnlyList<Document> Documents, ReadOnlyMemory<byte>? Bytes = null);
