using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Feeds;

/// <summary>The first stage: reads the changes feed, ids and revisions only, and notes which units may be outdated.</summary>
internal sealed class FeedScan(IDocumentDatabase database, ExtensionRegistry registry, Ledger ledger, LedgerStates states, PendingWork pending, OwnWrites own, SuspectCheck suspects)
{
    /// <summary>Rows looked at together, so that lookups in the ledger share its blocks.</summary>
    private const int ChunkSize = 1000;

    /// <summary>A sequence is needed now and then only; leaving the rest out doubles a CouchDB feed's speed.</summary>
    private const int SequenceInterval = 1000;

    private readonly ReaderIndex _readers = new(ledger, pending);

    /// <summary>The rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>The rows read that could have meant work.</summary>
    public long RelevantRows { get; private set; }

    /// <summary>Source documents seen in conflict; their winning revision is used.</summary>
    public long ConflictedSources { get; private set; }

    /// <returns>The position behind the last row.</returns>
    public async Task<string?> ReadAsync(string? since, CancellationToken cancellationToken)
    {
        var feed = database.ReadChanges(new ChangesOptions { Since = since, AllLeaves = true, SequenceInterval = SequenceInterval });
        List<DerivedRow> derived = [];
        List<(string Id, DocumentKey? Key)> changed = [];
        await foreach (var row in feed.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Rows++;
            if (row.OtherLeaves.Count == 0 && own.Contains(row.Id, row.Revision)) continue;
            if (row.Id.StartsWith(LedgerFormat.IdPrefix, StringComparison.Ordinal))
            {
                await ReloadBookkeepingAsync(row, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!DocumentKey.TryParse(row.Id, out var key) || !registry.Schemas.ContainsKey(key.Value.Schema)) continue;
            RelevantRows++;
            changed.Add((row.Id, key));
            if (registry.IsDerived(key.Value.Schema) && key.Value.Writer is { } writer && registry.Find(writer) is { } node)
                derived.Add(new DerivedRow(node, row.Id, key.Value, row.Revision, row.IsDeleted, row.OtherLeaves.Count > 0));
            else if (row.OtherLeaves.Count > 0) ConflictedSources++;
            Wake(key.Value, row.IsDeleted ? "" : row.Revision);
            if (changed.Count >= ChunkSize) await FlushAsync(derived, changed, cancellationToken).ConfigureAwait(false);
        }

        await FlushAsync(derived, changed, cancellationToken).ConfigureAwait(false);
        return feed.LastSequence;
    }

    /// <summary>Notes the units that have a document among their inputs.</summary>
    /// <param name="key">The document.</param>
    /// <param name="revision">Its revision; empty where it was deleted.</param>
    public void Wake(in DocumentKey key, string revision)
    {
        if (!UnitIds.IsInput(registry, key)) return;
        foreach (var node in registry.ConsumersOf(key.Schema))
        {
            if (UnitIds.Of(node, registry, key) is { } unit) pending.Add(node.Id, unit, UnitIds.IsSingle(unit, registry) ? revision : null);
        }
    }

    private async Task FlushAsync(List<DerivedRow> derived, List<(string Id, DocumentKey? Key)> changed, CancellationToken cancellationToken)
    {
        if (derived.Count > 0) await suspects.CheckAsync(derived, cancellationToken).ConfigureAwait(false);
        if (changed.Count > 0) await _readers.WakeAsync(changed, cancellationToken).ConfigureAwait(false);
        derived.Clear();
        changed.Clear();
    }

    /// <summary>Another host was here: what it wrote is checked, since its reads may be older than what this host has already gone past.</summary>
    private async Task ReloadBookkeepingAsync(DocumentChange row, CancellationToken cancellationToken)
    {
        RelevantRows++;
        if (row.Id == LedgerFormat.StateId)
        {
            await states.LoadAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (row.OtherLeaves.Count > 0) await new BlockRepair(database, ledger, own).RepairAsync(row.Id, cancellationToken).ConfigureAwait(false);
        if (row.IsDeleted || await ledger.ReloadAsync(row.Id, cancellationToken).ConfigureAwait(false) is not { } block || !block.Table.StartsWith("t/", StringComparison.Ordinal)) return;
        if (registry.Find(block.Table[2..]) is { } node) pending.AddSweep(node.Id, SweepKind.Inputs, block.From, block.To, UnitChecks.Reads | UnitChecks.Outputs);
    }
}
