namespace Raindrop.Extensions.Checks;

/// <summary>No two extensions share an id: each would delete what the other wrote.</summary>
internal sealed class DuplicateExtensionCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft) =>
        from entry in draft.Extensions
        group entry.Extension.GetType().Name by entry.Definition.Id into types
        where types.Skip(1).Any()
        select $"Extension '{types.Key}': the id is used more than once ({string.Join(", ", types)}). Register it once, or give each an id of its own.";
}
