using Raindrop.Schemas;

namespace Raindrop.Extensions.Checks;

/// <summary>Each schema by itself: its name, its version, its overrides.</summary>
internal sealed class SchemaShapeCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        foreach (var schema in draft.Schemas)
        {
            if (!DocumentKey.IsName(schema.Name))
                yield return $"Schema '{schema.Name}': the name must consist of a-z, 0-9, '.', '-' and '_' and start with a letter.";
            if (schema.Version < 1) yield return $"Schema '{schema.Name}': the version is {schema.Version}, and must be 1 or more.";
            if (!Enum.IsDefined(schema.Kind)) yield return $"Schema '{schema.Name}': the kind must be source or derived.";
            if (schema is { Kind: SchemaKind.Source, AllowsOverrides: true })
                yield return $"Schema '{schema.Name}': a source schema cannot allow overrides. Change the source document itself, or make the schema a derived one.";
        }
    }
}
