using Raindrop.Schemas;

namespace Raindrop.Extensions.Checks;

/// <summary>Nothing takes a name under which bookkeeping is stored, or the user's own.</summary>
internal sealed class ReservedNameCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        foreach (var schema in draft.Schemas)
        {
            if (IsReserved(schema.Name)) yield return $"Schema '{schema.Name}': the name is reserved for bookkeeping. Choose another.";
        }

        foreach (var definition in draft.Definitions)
        {
            if (IsReserved(definition.Id)) yield return $"Extension '{definition.Id}': the id is reserved for bookkeeping. Choose another.";
            if (definition.Id == DocumentKey.OverrideWriter) yield return $"Extension '{definition.Id}': the id stands for the user's overrides. Choose another.";
        }
    }

    private static bool IsReserved(string name) => name is "rd.trace" or "rd.lease" || name.StartsWith("rd.ledger", StringComparison.Ordinal);
}
