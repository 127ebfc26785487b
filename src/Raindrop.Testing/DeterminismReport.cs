namespace Raindrop.Testing;

/// <summary>What came out differently when an extension ran on the same documents again.</summary>
public sealed class DeterminismReport
{
    /// <summary>Each difference: the input, how that run was made, and what differed. No content. Empty where nothing did.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>How many runs were compared.</summary>
    public required int Runs { get; init; }

    /// <summary>Whether every run gave the same bytes.</summary>
    public bool IsDeterministic => Differences.Count == 0;

    /// <summary>All differences, one a line.</summary>
    public override string ToString() =>
        IsDeterministic ? $"{Runs} runs gave the same bytes." : string.Join('\n', Differences);
}
