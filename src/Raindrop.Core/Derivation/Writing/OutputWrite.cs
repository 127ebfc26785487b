using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>One document to be written or deleted for a unit.</summary>
/// <param name="Unit">The unit's write set.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Emitted">What to write, or <see langword="null"/> to delete.</param>
/// <param name="Revision">The revision to replace, or <see langword="null"/> to create.</param>
internal readonly record struct OutputWrite(UnitWrites Unit, string Id, EmittedDocument? Emitted, string? Revision)
{
    public Document ToDocument()
    {
        var (result, node) = (Unit.Result, Unit.Result.Unit.Node);
        return Emitted?.ToDocument(node, result.Unit.Id, result.InputRevision, Revision) ?? Tombstone.Of(node, Id, result.Unit.Id, Revision!);
    }
}
