using System.Runtime.CompilerServices;
using System.Text.Json;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Inspection;

/// <summary>Lists, retries and clears dead letters.</summary>
internal static class DeadLetterOffice
{
    private const int ChunkSize = 500;

    public static async IAsyncEnumerable<DeadLetter> ListAsync(Ledger ledger, string? extension, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = extension is null ? ("", null) : (LedgerKeys.DeadLetter(extension, ""), extension + (char)(LedgerFormat.Separator + 1));
        await foreach (var entry in ledger.DeadLetters.ScanAsync(from, to, cancellationToken).ConfigureAwait(false))
        {
            var (id, unit) = LedgerKeys.Split(entry.Key);
            using var value = JsonDocument.Parse(entry.Value);
            var category = Enum.TryParse<DerivationFailure>(value.RootElement[0].GetString(), out var known) ? known : DerivationFailure.ExtensionFailed;
            yield return new DeadLetter(id, value.RootElement[1].GetInt32(), unit, category, value.RootElement[2].GetInt32());
        }
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
