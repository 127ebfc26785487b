namespace Raindrop.Derivation.Ledgers;

/// <summary>One stored block of a table, immutable: a sorted run of entries.</summary>
/// <param name="Lower">The first key that belongs to the block; it ends where the next block begins.</param>
/// <param name="Revision">The revision it was read or written with, <see langword="null"/> where it is not yet stored.</param>
/// <param name="Keys">The keys, sorted.</param>
/// <param name="Values">JSON values in UTF-8, one for each key.</param>
internal sealed record LedgerBlock(string Lower, string? Revision, IReadOnlyList<string> Keys, IReadOnlyList<ReadOnlyMemory<byte>> Values)
{
    public static LedgerBlock Empty(string lower) => new(lower, null, [], []);

    public ReadOnlyMemory<byte> Find(string key)
    {
        var at = Keys.BinarySearch(key);
        return at < 0 ? default : Values[at];
    }
}
