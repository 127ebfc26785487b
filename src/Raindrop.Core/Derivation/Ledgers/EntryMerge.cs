namespace Raindrop.Derivation.Ledgers;

/// <summary>What is stored where another host changed an entry after it was read.</summary>
/// <param name="change">The change to be made.</param>
/// <param name="stored">What the other host left; empty where it removed the entry.</param>
internal delegate ReadOnlyMemory<byte> EntryMerge(LedgerChange change, ReadOnlyMemory<byte> stored);
