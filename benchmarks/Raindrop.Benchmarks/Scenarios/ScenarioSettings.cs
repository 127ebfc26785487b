namespace Raindrop.Benchmarks.Scenarios;

/// <summary>What a scenario is run with.</summary>
internal sealed record ScenarioSettings
{
    public required string Server { get; init; }

    /// <summary>Source documents in the database.</summary>
    public int Documents { get; init; } = 50_000;

    /// <summary>How often each side is measured.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Registered extensions.</summary>
    public int Extensions { get; init; } = 14;

    /// <summary>Inputs of the extension whose version is bumped; <see langword="null"/> for an equal share of the documents.</summary>
    public int? Outdated { get; init; }

    /// <summary>The sizes of the databases whose memory is compared.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [50_000, 1_000_000];

    public int Inputs => Math.Min(Documents, Outdated ?? Math.Max(1, Documents / Extensions));

    /// <summary>Rounds that do not count: they let the runtime compile what is hot, in both of its tiers.</summary>
    public const int WarmUpRounds = 3;

    /// <summary>Documents of an uncounted round.</summary>
    public int WarmUp => Math.Min(Documents, 20_000);
}
