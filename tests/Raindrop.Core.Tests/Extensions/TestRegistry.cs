using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Extensions;

/// <summary>Registries with source schemas <c>s…</c> and derived schemas <c>d…</c>, so that a test names only what it is about.</summary>
internal static class TestRegistry
{
    public static ExtensionRegistry Of(params TestExtension[] extensions) => ExtensionRegistry.Create(SchemasOf(extensions), extensions);

    public static IReadOnlyList<string> MistakesOf(SchemaDefinition[] schemas, params IExtension[] extensions)
    {
        try
        {
            ExtensionRegistry.Create(schemas, extensions);
            return [];
        }
        catch (ExtensionRegistrationException e)
        {
            return e.Mistakes;
        }
    }

    public static SchemaDefinition Source(string name, int version = 1) => new(name, version, SchemaKind.Source);

    public static SchemaDefinition Derived(string name, int version = 1) => new(name, version, SchemaKind.Derived);

    public static SchemaDefinition[] SchemasOf(IEnumerable<IExtension> extensions) =>
    [
        .. extensions
            .SelectMany(extension => extension.Definition.Inputs.Concat(extension.Definition.Outputs).Concat(extension.Definition.Reads))
            .Distinct()
            .Select(name => name.StartsWith('s') ? Source(name) : Derived(name) with { AllowsOverrides = true }),
    ];
}
