namespace Raindrop.Derivation.Ledgers;

/// <summary>An entry of a table.</summary>
internal readonly record struct LedgerEntry(string Key, ReadOnlyMemory<byte> Value);
