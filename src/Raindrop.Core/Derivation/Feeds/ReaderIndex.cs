using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Feeds;

/// <summary>Wakes the units that read a document, or looked for it.</summary>
internal sealed class ReaderIndex(Ledger ledger, PendingWork pending)
{
    private static readonly string PrefixEnd = ((char)(LedgerFormat.Separator + 1)).ToString();

    public async Task WakeAsync(IEnumerable<(string Id, DocumentKey? Key)> documents, CancellationToken cancellationToken)
    {
        await ledger.Readers.Directory.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (ledger.Readers.Directory.Lowers.Count == 0) return;
        foreach (var prefix in documents.SelectMany(document => UnitIds.ReadPrefixesOf(document.Id, document.Key)).Distinct().Order(IdComparer.Instance))
        {
            await foreach (var entry in ledger.Readers.ScanAsync(prefix + LedgerFormat.Separator, prefix + PrefixEnd, cancellationToken).ConfigureAwait(false))
            {
                var (extension, unit) = LedgerKeys.Split(entry.Key.AsSpan(prefix.Length + 1));
                pending.Add(extension, unit, null, UnitChecks.Reads);
            }
        }
    }
}
