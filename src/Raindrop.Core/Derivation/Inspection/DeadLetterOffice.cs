using System.Runtime.CompilerServices;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;

namespace Raindrop.Derivation.Inspection;

/// <summary>Lists, retries and clears dead letters.</summary>
internal static class DeadLetterOffice
{
    private const int ChunkSize = 500;

    public static async IAsyncEnumerable<DeadLetter> ListAsync(Ledger ledger, string? extension, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = extension is null ? ("", null) : (LedgerKeys.DeadLetter(extension, ""), extension + (char)(LedgerFormat.Separator + 1));
        List<(string Extension, string Unit)> chunk = [];
        await foreach (var entry in ledger.DeadLetters.ScanAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            chunk.Add(LedgerKeys.Split(entry.Key));
            if (chunk.Count < ChunkSize) continue;
            foreach (var letter in await ReadAsync(ledger, chunk, cancellationToken).ConfigureAwait(false)) yield return letter;
            chunk.Clear();
        }

        foreach (var letter in await ReadAsync(ledger, chunk, cancellationToken).ConfigureAwait(false)) yield return letter;
    }

    /// <summary>The list is stored before the traces, so what a kill left on it counts only where the trace says so too.</summary>
    private static async Task<IReadOnlyList<DeadLetter>> ReadAsync(Ledger ledger, List<(string Extension, string Unit)> listed, CancellationToken cancellationToken)
    {
        List<DeadLetter> letters = [];
        foreach (var group in listed.GroupBy(letter => letter.Extension, letter => letter.Unit, StringComparer.Ordinal))
        {
            var units = group.ToList();
            var stored = await ledger.TracesOf(group.Key).FindAsync(units, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < units.Count; i++)
            {
                if (stored[i].IsEmpty) continue;
                var trace = TraceCodec.Decode(stored[i], group.Key, units[i]);
                if (trace.Failure is { } failure) letters.Add(new DeadLetter(group.Key, trace.Version, units[i], failure.Category, failure.Attempts));
            }
        }

        return letters;
    }

    /// <summary>Marks dead letters to be run again, or takes the mark of failure from them.</summary>
    public static async Task<int> ChangeAsync(IDocumentDatabase database, string? extension, Func<Trace, Trace> change, CancellationToken cancellationToken)
    {
        using var ledger = new Ledger(database, new OwnWrites());
        var letters = new List<DeadLetter>();
        await foreach (var letter in ListAsync(ledger, extension, cancellationToken).ConfigureAwait(false)) letters.Add(letter);
        var changed = 0;
        foreach (var group in letters.GroupBy(letter => letter.Extension, StringComparer.Ordinal))
        {
            foreach (var chunk in group.Chunk(ChunkSize))
            {
                var stored = await ledger.TracesOf(group.Key).FindAsync([.. chunk.Select(letter => letter.InputId)], cancellationToken).ConfigureAwait(false);
                var changes = chunk.Zip(stored).Where(pair => !pair.Second.IsEmpty)
                    .Select(pair => new TraceChange(group.Key, pair.First.InputId, pair.Second, change(TraceCodec.Decode(pair.Second, group.Key, pair.First.InputId)))).ToList();
                await ledger.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                changed += changes.Count;
            }
        }

        return changed;
    }
}
