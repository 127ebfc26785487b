namespace Raindrop.Derivation.Ledgers;

/// <summary>How much of the database an extension has gone through. The names are stored.</summary>
internal enum ExtensionCoverage
{
    /// <summary>It has begun with its first pass: inputs may have no trace.</summary>
    Begun,

    /// <summary>It has gone through all inputs with these settings and this version: from here on the feed alone says what is outdated.</summary>
    Swept,

    /// <summary>It has gone through all inputs with an older version or other settings: its traces name them all.</summary>
    Bumped,

    /// <summary>A host went past changes without running it, since it stood by or was paused: inputs, reads and outputs have to be compared.</summary>
    Doubtful,
}
