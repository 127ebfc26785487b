using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Writing;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>A batch whose outputs the store has acknowledged, and whose traces it has not yet.</summary>
internal sealed record WrittenBatch(ExtensionNode Node, IReadOnlyList<TraceChange> Changes, WriteJournal Journal);
