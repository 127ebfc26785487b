namespace Raindrop.Derivation.Ledgers;

/// <summary>How far an extension is with the whole database.</summary>
/// <param name="Version">The newest version that ran.</param>
/// <param name="Settings">The digest of its settings.</param>
/// <param name="Coverage">How much of the database it has gone through.</param>
internal readonly record struct ExtensionState(int Version, string Settings, ExtensionCoverage Coverage);
