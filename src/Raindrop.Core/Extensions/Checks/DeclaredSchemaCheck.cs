using Raindrop.Schemas;

namespace Raindrop.Extensions.Checks;

/// <summary>Each extension takes, reads and emits schemas that exist, and emits only derived ones.</summary>
internal sealed class DeclaredSchemaCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        var kinds = draft.Schemas.ToLookup(schema => schema.Name, schema => schema.Kind, StringComparer.Ordinal);
        foreach (var definition in draft.Definitions)
        {
            var name = $"Extension '{definition.Id}'";
            if (definition.Inputs.Count == 0) yield return $"{name}: it has no input schema. Declare at least one.";
            if (definition.Outputs.Count == 0) yield return $"{name}: it has no output schema. Declare at least one.";
            foreach (var (role, schemas) in Roles(definition))
            {
                foreach (var schema in schemas.Where(schema => !kinds.Contains(schema)))
                    yield return $"{name}: its {role} schema '{schema}' is not registered. Add the schema, or check the name.";
                foreach (var twice in schemas.GroupBy(schema => schema, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
                    yield return $"{name}: its {role} schema '{twice.Key}' is declared twice. Declare it once.";
            }

            foreach (var schema in definition.Outputs.Where(schema => kinds[schema].Contains(SchemaKind.Source)))
                yield return $"{name}: its output schema '{schema}' is a source schema, which no extension may write. Emit a derived schema.";
        }
    }

    private static IEnumerable<(string Role, IReadOnlyList<string> Schemas)> Roles(ExtensionDefinition definition) =>
        [("input", definition.Inputs), ("output", definition.Outputs), ("read", definition.Reads)];
}
