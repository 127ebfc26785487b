using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Running;

/// <summary>What came of a unit.</summary>
internal sealed record UnitResult(PlannedUnit Unit)
{
    /// <summary>The input that ran; empty where it is gone, so that its outputs have to go too.</summary>
    public required string Input { get; init; }

    /// <summary>The revision to stamp outputs with: that of an input of one document.</summary>
    public string? InputRevision { get; init; }

    /// <summary>What was emitted; empty after a failure.</summary>
    public IReadOnlyList<EmittedDocument> Outputs { get; init; } = [];

    public IReadOnlyList<TraceRead> Reads { get; init; } = [];

    public TraceFailure? Failure { get; init; }

    /// <summary>Whether a failure takes the last good outputs with it, since another input owns what it emits.</summary>
    public bool IsWithdrawn { get; init; }

    public bool IsGone => Input.Length == 0;
}
