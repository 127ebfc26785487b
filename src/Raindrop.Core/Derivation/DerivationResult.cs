namespace Raindrop.Derivation;

/// <summary>What a pass over a tenant's database did.</summary>
public sealed record DerivationResult
{
    /// <summary>What it did for each extension, in the order in which they run.</summary>
    public required IReadOnlyList<ExtensionResult> Extensions { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing is left to do. An extension that stands by or is paused leaves something.</summary>
    public required bool IsCaughtUp { get; init; }

    /// <summary>Source documents seen in conflict; of each, the winning revision was used.</summary>
    public long ConflictedSources { get; init; }
}
