using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>The blocks of a table, by their lower bounds. Kept current with what this ledger writes, and read again when another host was there.</summary>
internal sealed class BlockDirectory(IDocumentReader reader, string table)
{
    private readonly Lock _lock = new();
    private volatile string[] _lowers = [];
    private volatile bool _isLoaded;

    /// <summary>What the ids of the table's blocks start with.</summary>
    public string IdPrefix { get; } = $"{LedgerFormat.IdPrefix}{table}:";

    /// <summary>The lower bounds, sorted; never changed in place, so that a scan may go on over those it started with.</summary>
    public IReadOnlyList<string> Lowers => _lowers;

    public string IdOf(string lower) => IdPrefix + lower;

    public void Forget() => _isLoaded = false;

    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded) return;
        List<string> lowers = [];
        await foreach (var row in reader.ReadRangeAsync(IdRange.StartingWith(IdPrefix), null, cancellationToken).ConfigureAwait(false))
            lowers.Add(row.Id[IdPrefix.Length..]);
        lock (_lock)
        {
            _lowers = [.. lowers];
            _isLoaded = true;
        }
    }

    public void Add(string lower)
    {
        lock (_lock)
        {
            var at = _lowers.BinarySearch(lower);
            if (at < 0) _lowers = [.. _lowers[..~at], lower, .. _lowers[~at..]];
        }
    }

    /// <summary>The position of the block that a key belongs to; -1 where the table has no block.</summary>
    public int Covering(string key)
    {
        var at = _lowers.BinarySearch(key);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>The lower bound of the block after a position, or <see langword="null"/> at the end.</summary>
    public string? NextOf(int position) => position + 1 < _lowers.Length ? _lowers[position + 1] : null;

    /// <summary>Lists the blocks between two bounds again and adds those that another host has created.</summary>
    /// <returns>The new lower bounds.</returns>
    public async Task<IReadOnlyList<string>> FindNewAsync(string from, string? to, CancellationToken cancellationToken)
    {
        var range = new IdRange(IdOf(from), to is null ? IdRange.StartingWith(IdPrefix).End : IdOf(to));
        List<string>? found = null;
        await foreach (var row in reader.ReadRangeAsync(range, null, cancellationToken).ConfigureAwait(false))
        {
            var lower = row.Id[IdPrefix.Length..];
            if (_lowers.BinarySearch(lower) < 0) (found ??= []).Add(lower);
        }

        foreach (var lower in found ?? []) Add(lower);
        return found ?? [];
    }
}
