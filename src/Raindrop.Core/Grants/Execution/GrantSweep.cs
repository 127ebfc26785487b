using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants.Journal;

namespace Raindrop.Grants.Execution;

/// <summary>Deletes what is kept of grants, and entries of journals, when their time is over; and gets what was deleted out of the files.</summary>
internal sealed class GrantSweep(IDocumentDatabase queue, IDocumentDatabase ledger, SettledGrants settled, IOptions<GrantExecutorOptions> options, TimeProvider time)
{
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await settled.SweepAsync(now - options.Value.Retention, cancellationToken).ConfigureAwait(false);
        var oldest = GrantKeys.Before(now - options.Value.JournalRetention);
        await DocumentSweep.RunAsync(ledger, GrantJournal.All, id => string.CompareOrdinal(GrantJournal.GrantKeyOf(id), oldest) < 0, cancellationToken).ConfigureAwait(false);
        await CompactAsync(queue, cancellationToken).ConfigureAwait(false);
        await CompactAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask CompactAsync(IDocumentDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await database.CompactAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreFeatureMissingException)
        {
            // What such a store keeps are releases, which are public, and opaque ids.
        }
    }
}
