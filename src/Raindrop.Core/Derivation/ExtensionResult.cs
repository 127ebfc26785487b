namespace Raindrop.Derivation;

/// <summary>What a pass did for one extension.</summary>
public sealed record ExtensionResult
{
    /// <summary>The extension's id.</summary>
    public required string Extension { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>How it fares.</summary>
    public ExtensionRunState State { get; init; }

    /// <summary>Derivations that were outdated.</summary>
    public long Outdated { get; init; }

    /// <summary>Derivations that ran. In an undisturbed pass as many as were outdated.</summary>
    public long Executed { get; init; }

    /// <summary>Documents written.</summary>
    public long Written { get; init; }

    /// <summary>Outputs that came out as they already were, and were not written.</summary>
    public long Unchanged { get; init; }

    /// <summary>Documents deleted: no longer emitted, or their input is gone.</summary>
    public long Deleted { get; init; }

    /// <summary>Derivations that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Of those that failed, how many became dead letters.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Derivations per second, from the extension's first batch to its last.</summary>
    public double Rate { get; init; }

    /// <summary>When its last batch was stored; <see langword="null"/> if there was none.</summary>
    public DateTimeOffset? LastAdvance { get; init; }
}
