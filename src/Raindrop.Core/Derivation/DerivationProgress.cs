namespace Raindrop.Derivation;

/// <summary>How far a pass is. Reported after each batch.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Extensions">What it did so far for each extension.</param>
/// <param name="Elapsed">The time since it began.</param>
public sealed record DerivationProgress(DerivationPhase Phase, IReadOnlyList<ExtensionResult> Extensions, TimeSpan Elapsed);
