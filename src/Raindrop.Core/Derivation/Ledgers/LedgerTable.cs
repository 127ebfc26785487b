using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>A sorted map from keys to small JSON values, stored as blocks of neighbours, each an ordinary document.</summary>
/// <remarks>A block is changed under its revision. Which keys it holds is said by its id and its successor's id alone, so that appending creates a block and touches no other.</remarks>
internal sealed class LedgerTable(IDocumentDatabase database, string name, BlockCache cache)
{
    public BlockDirectory Directory { get; } = new(database, name);

    public string Name { get; } = name;

    /// <summary>The values of keys, empty where there is none, in the order of the keys.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await Directory.LoadAsync(cancellationToken).ConfigureAwait(false);
        var values = new ReadOnlyMemory<byte>[keys.Count];
        if (Directory.Lowers.Count == 0) return values;
        var blocks = await LoadAsync(keys.Select(Directory.Covering).Where(at => at >= 0).Distinct().Select(at => Directory.Lowers[at]), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < keys.Count; i++)
        {
            var at = Directory.Covering(keys[i]);
            if (at >= 0 && blocks.TryGetValue(Directory.Lowers[at], out var block)) values[i] = block.Find(keys[i]);
        }

        return values;
    }

    /// <summary>The entries from one key up to, not including, another, in order.</summary>
    public async IAsyncEnumerable<LedgerEntry> ScanAsync(string from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Directory.LoadAsync(cancellationToken).ConfigureAwait(false);
        var lowers = Directory.Lowers.ToArray();
        for (var at = Math.Max(Directory.Covering(from), 0); at < lowers.Length; at += LedgerFormat.BlocksPerRead)
        {
            if (to is not null && IdComparer.Instance.Compare(lowers[at], to) >= 0) yield break;
            var some = lowers.Skip(at).Take(LedgerFormat.BlocksPerRead).Where(lower => to is null || IdComparer.Instance.Compare(lower, to) < 0).ToArray();
            var blocks = await LoadAsync(some, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                if (!blocks.TryGetValue(some[i], out var block)) continue;
                var end = at + i + 1 < lowers.Length ? lowers[at + i + 1] : null;
                for (var k = 0; k < block.Keys.Count; k++)
                {
                    var key = block.Keys[k];
                    if (IdComparer.Instance.Compare(key, from) < 0) continue;
                    if ((to is not null && IdComparer.Instance.Compare(key, to) >= 0) || (end is not null && IdComparer.Instance.Compare(key, end) >= 0)) break;
                    yield return new LedgerEntry(key, block.Values[k]);
                }
            }
        }
    }

    /// <summary>Blocks by their lower bounds, from memory or with one request; what does not exist is left out.</summary>
    public async Task<Dictionary<string, LedgerBlock>> LoadAsync(IEnumerable<string> lowers, CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<string, LedgerBlock>(StringComparer.Ordinal);
        List<DocumentReference> missing = [];
        foreach (var lower in lowers)
        {
            LedgerBlock? cached;
            lock (cache) cached = cache.Find(Directory.IdOf(lower));
            if (cached is null) missing.Add(new DocumentReference(Directory.IdOf(lower)));
            else blocks[lower] = cached;
        }

        if (missing.Count == 0) return blocks;
        await foreach (var result in database.BulkReadAsync(missing, null, cancellationToken).ConfigureAwait(false))
        {
            if (result.Document is not { IsDeleted: false } document) continue;
            var lower = result.Id[Directory.IdPrefix.Length..];
            var block = BlockCodec.Decode(lower, document);
            blocks[lower] = block;
            Remember(block);
        }

        return blocks;
    }

    public void Remember(LedgerBlock block)
    {
        lock (cache) cache.Set(Directory.IdOf(block.Lower), block);
    }

    /// <summary>Drops what is known of a block, so that it is read again.</summary>
    public void Forget(string lower)
    {
        lock (cache) cache.Remove(Directory.IdOf(lower));
    }
}
