using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Writing;

/// <summary>The tombstone of a derived document: it still says which extension and version removed it, and for which input.</summary>
internal static class Tombstone
{
    public static Document Of(ExtensionNode node, string id, string unit, string revision) => Of(node.Id, node.Version, id, unit, revision);

    public static Document Of(string extension, int version, string id, string unit, string revision)
    {
        var key = DocumentKey.TryParse(id, out var parsed) ? parsed : null;
        var envelope = new DocumentEnvelope
        {
            Schema = key?.Schema ?? "",
            SchemaVersion = 1,
            Key = key?.Key ?? "",
            Extension = extension,
            ExtensionVersion = version,
            SourceId = unit,
            Digest = "",
        };
        return new Document { Id = id, Revision = revision, IsDeleted = true, Content = EnvelopeWriter.Compose(envelope, "{}"u8) };
    }
}
