namespace Raindrop.Derivation.Ledgers;

/// <summary>An entry to store in place of what was read.</summary>
/// <param name="Key">The key.</param>
/// <param name="Base">The value that the change starts from; empty for none.</param>
/// <param name="Value">The new value; empty to remove the entry.</param>
internal readonly record struct LedgerChange(string Key, ReadOnlyMemory<byte> Base, ReadOnlyMemory<byte> Value);
