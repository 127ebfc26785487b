using Raindrop.Schemas;

namespace Raindrop.Extensions.Checks;

/// <summary>Each extension by itself: its id, its version, its confidence.</summary>
internal sealed class ExtensionShapeCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        foreach (var definition in draft.Definitions)
        {
            if (definition.Id != DocumentKey.OverrideWriter && !DocumentKey.IsName(definition.Id))
                yield return $"Extension '{definition.Id}': the id must consist of a-z, 0-9, '.', '-' and '_' and start with a letter.";
            if (definition.Version < 1) yield return $"Extension '{definition.Id}': the version is {definition.Version}, and must be 1 or more.";
            if (definition.Confidence is < 0 or > 100) yield return $"Extension '{definition.Id}': the confidence is {definition.Confidence}, and must be 0 to 100.";
        }
    }
}
