namespace Raindrop.Derivation.Ledgers;

/// <summary>A document that a derivation wrote.</summary>
internal readonly record struct TraceOutput(string Id, string Revision, string Digest);
