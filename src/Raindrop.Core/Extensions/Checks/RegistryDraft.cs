using Raindrop.Schemas;

namespace Raindrop.Extensions.Checks;

/// <summary>What was registered, before it is known to fit together. Each extension is asked for its declaration once.</summary>
internal sealed class RegistryDraft
{
    public required IReadOnlyList<SchemaDefinition> Schemas { get; init; }

    public required IReadOnlyList<(IExtension Extension, ExtensionDefinition Definition)> Extensions { get; init; }

    public IReadOnlyList<ExtensionDefinition> Definitions => field ??= [.. Extensions.Select(entry => entry.Definition)];

    public static RegistryDraft Of(IEnumerable<SchemaDefinition> schemas, IEnumerable<IExtension> extensions) => new()
    {
        Schemas = [.. schemas],
        Extensions = [.. extensions.Select(extension => (extension, extension.Definition))],
    };
}
