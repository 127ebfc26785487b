namespace Raindrop.Derivation.Ledgers;

/// <summary>Documents that a derivation read.</summary>
/// <param name="Prefix">The id of a source document, or what the ids start with: <c>schema:key:</c> of one key's writers, <c>schema:group/</c> of a group.</param>
/// <param name="Digest">What was there; empty for nothing.</param>
internal readonly record struct TraceRead(string Prefix, string Digest);
