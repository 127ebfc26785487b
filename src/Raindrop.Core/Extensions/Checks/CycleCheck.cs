namespace Raindrop.Extensions.Checks;

/// <summary>No schema is derived from itself, not by detours either: such extensions would wake each other for ever.</summary>
internal sealed class CycleCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        var next = draft.Definitions
            .SelectMany(definition => definition.Inputs.Concat(definition.Reads), (definition, from) => (from, definition.Outputs))
            .SelectMany(edge => edge.Outputs, (edge, to) => (edge.from, to))
            .ToLookup(edge => edge.from, edge => edge.to, StringComparer.Ordinal);
        return new SchemaCycles(next).Find().Select(cycle =>
            $"The schemas {string.Join(" -> ", cycle.Append(cycle[0]))} form a cycle: each is derived from the one before. Break it by letting one extension take or read another schema.");
    }
}
