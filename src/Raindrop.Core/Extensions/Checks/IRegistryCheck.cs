namespace Raindrop.Extensions.Checks;

/// <summary>Looks at one concern of what was registered.</summary>
internal interface IRegistryCheck
{
    /// <summary>Every mistake of this concern, each saying what to do.</summary>
    IEnumerable<string> FindMistakes(RegistryDraft draft);
}
