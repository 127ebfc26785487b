using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Writing;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>A batch whose outputs the store has acknowledged, and whose traces it has not yet.</summary>
/// <param name="Node">The extension.</param>
/// <param name="Changes">Its traces.</param>
/// <param name="Journal">What its writes lead to.</param>
/// <param name="Started">When it was begun, as a timestamp of the pass's clock.</param>
internal sealed record WrittenBatch(ExtensionNode Node, IReadOnlyList<TraceChange> Changes, WriteJournal Journal, long Started);
