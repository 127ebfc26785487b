namespace Raindrop.Derivation.Ledgers;

/// <summary>How far an extension is with the whole database.</summary>
/// <param name="Version">The newest version that ran.</param>
/// <param name="Settings">The digest of its settings.</param>
/// <param name="IsSwept">Whether all its inputs were gone through with this version and these settings, so that from then on the feed alone says what is outdated.</param>
/// <param name="HasTraces">Whether all its inputs were gone through once with any version, so that its traces name them all.</param>
internal readonly record struct ExtensionState(int Version, string Settings, bool IsSwept, bool HasTraces);
