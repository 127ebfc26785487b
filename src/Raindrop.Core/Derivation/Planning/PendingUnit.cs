namespace Raindrop.Derivation.Planning;

/// <summary>What is known of a unit that may be outdated.</summary>
/// <param name="Input">Its input's digest as the feed gave it, empty where it was deleted, <see langword="null"/> where it is not known.</param>
/// <param name="Checks">What else to look at.</param>
/// <param name="Suspects">Outputs that someone else changed, deleted or brought into conflict.</param>
internal readonly record struct PendingUnit(string? Input, UnitChecks Checks, IReadOnlyList<Suspect> Suspects)
{
    public PendingUnit MergedWith(PendingUnit newer) =>
        new(newer.Input ?? Input, Checks | newer.Checks, Suspects.Count == 0 ? newer.Suspects : newer.Suspects.Count == 0 ? Suspects : [.. Suspects.Union(newer.Suspects)]);
}
