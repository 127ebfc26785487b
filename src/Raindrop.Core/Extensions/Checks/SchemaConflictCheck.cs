namespace Raindrop.Extensions.Checks;

/// <summary>No schema is defined in two ways. The same definition given twice is one.</summary>
internal sealed class SchemaConflictCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft) =>
        from schema in draft.Schemas.Distinct()
        group schema by schema.Name into definitions
        where definitions.Skip(1).Any()
        select $"Schema '{definitions.Key}': it is defined in different ways ({string.Join("; ", definitions.Select(definition =>
            $"version {definition.Version}, {definition.Kind}{(definition.AllowsOverrides ? ", overrides allowed" : "")}"))}). Keep one definition.";
}
