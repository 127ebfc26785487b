using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Units;

namespace Raindrop.Derivation.Planning;

/// <summary>A unit that may be outdated, with its trace.</summary>
/// <param name="Unit">The unit's id.</param>
/// <param name="Stored">Its trace as stored; empty for none.</param>
/// <param name="Trace">The trace, or <see langword="null"/>.</param>
/// <param name="Input">What stands behind it, or <see langword="null"/> where it has to be looked up.</param>
/// <param name="Checks">What else to look at.</param>
/// <param name="Suspects">Outputs not to be trusted.</param>
internal readonly record struct Candidate(string Unit, ReadOnlyMemory<byte> Stored, Trace? Trace, UnitInput? Input, UnitChecks Checks, IReadOnlyList<Suspect> Suspects);
