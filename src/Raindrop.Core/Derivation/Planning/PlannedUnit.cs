using Raindrop.Derivation.Ledgers;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Planning;

/// <summary>A unit that is outdated as far as ids, revisions and traces tell.</summary>
/// <param name="Node">The extension.</param>
/// <param name="Id">The unit's id.</param>
/// <param name="Stored">Its trace as stored; empty for none.</param>
/// <param name="Ids">The documents to load, or <see langword="null"/> for a large group, which is streamed.</param>
/// <param name="IsForced">Whether something other than the input's revision makes it outdated, so that it runs whatever that is.</param>
/// <param name="Suspects">Outputs to look at before they are trusted.</param>
internal sealed record PlannedUnit(ExtensionNode Node, string Id, ReadOnlyMemory<byte> Stored, IReadOnlyList<string>? Ids, bool IsForced, IReadOnlyList<Suspect> Suspects)
{
    public Trace? Trace { get; } = Stored.IsEmpty ? null : TraceCodec.Decode(Stored, Node.Id, Id);
}
