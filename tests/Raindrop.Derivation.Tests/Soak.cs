namespace Raindrop.Derivation.Tests;

/// <summary>Whether the run may take minutes: RAINDROP_SOAK=1.</summary>
internal static class Soak
{
    public static readonly bool IsAsked = Environment.GetEnvironmentVariable("RAINDROP_SOAK") == "1";

    /// <summary>What chooses the moments and the changes: RAINDROP_SEED repeats an earlier run's.</summary>
    public static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("RAINDROP_SEED"), out var seed) ? seed : Random.Shared.Next();
}
