using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Passes;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Running;
using Raindrop.Derivation.Units;
using Raindrop.Derivation.Writing;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Feeds;

/// <summary>Compares derived documents with the traces that should name them, and marks the derivations of those that are not what their traces say.</summary>
internal sealed class SuspectCheck(IDocumentDatabase database, ExtensionRegistry registry, Ledger ledger, PendingWork pending, OwnWrites own, PassReport report)
{
    private static readonly ReadOptions WithConflicts = new() { IncludeConflicts = true };

    public async Task CheckAsync(IReadOnlyList<DerivedRow> rows, CancellationToken cancellationToken)
    {
        List<DerivedRow> orphans = [];
        foreach (var writer in rows.GroupBy(row => row.Writer))
        {
            var unclaimed = await MatchAsync(writer.Key, [.. writer], row => UnitsNamedLike(writer.Key, row), cancellationToken).ConfigureAwait(false);
            if (unclaimed.Count == 0) continue;
            var owners = await ledger.Owners.FindAsync([.. unclaimed.Select(row => row.Id)], cancellationToken).ConfigureAwait(false);
            var owned = unclaimed.Zip(owners).Where(pair => !pair.Second.IsEmpty).ToDictionary(pair => pair.First.Id, pair => LedgerKeys.ReadText(pair.Second), StringComparer.Ordinal);
            var stray = await MatchAsync(writer.Key, unclaimed, row => owned.TryGetValue(row.Id, out var unit) ? [unit] : [], cancellationToken).ConfigureAwait(false);
            orphans.AddRange(stray.Where(row => !row.IsDeleted));
        }

        if (orphans.Count > 0) await AdoptAsync(orphans, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<string> UnitsNamedLike(ExtensionNode writer, DerivedRow row) =>
        writer.IsGroup ? [] : writer.Definition.Inputs.Select(schema => UnitIds.OfKey(registry, schema, row.Key.Key));

    /// <returns>The rows that none of the units given claims.</returns>
    private async Task<IReadOnlyList<DerivedRow>> MatchAsync(ExtensionNode writer, IReadOnlyList<DerivedRow> rows, Func<DerivedRow, IEnumerable<string>> unitsOf, CancellationToken cancellationToken)
    {
        var pairs = rows.SelectMany(unitsOf, (row, unit) => (row, unit)).OrderBy(pair => pair.unit, IdComparer.Instance).ToList();
        var traces = await ledger.TracesOf(writer.Id).FindAsync([.. pairs.Select(pair => pair.unit)], cancellationToken).ConfigureAwait(false);
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pairs.Count; i++)
        {
            var (row, unit) = pairs[i];
            if (traces[i].IsEmpty) continue;
            var output = TraceCodec.Decode(traces[i], writer.Id, unit).Outputs.FirstOrDefault(output => output.Id == row.Id);
            if (output.Id is null) continue;
            claimed.Add(row.Id);
            var hasConflicts = row.HasLeaves && await HasConflictsAsync(row.Id, cancellationToken).ConfigureAwait(false);
            if (row.IsDeleted || output.Revision != row.Revision || hasConflicts) pending.Add(writer.Id, unit, suspect: new Suspect(row.Id, hasConflicts));
        }

        return [.. rows.Where(row => !claimed.Contains(row.Id))];
    }

    /// <summary>A feed names dead leaves too, which are no conflict.</summary>
    private async Task<bool> HasConflictsAsync(string id, CancellationToken cancellationToken) =>
        await database.GetAsync(new DocumentReference(id), WithConflicts, cancellationToken).ConfigureAwait(false) is { Conflicts.Count: > 0 };

    /// <summary>Documents without a trace say themselves which unit they were written for. One that does not was written by nobody who may, and goes.</summary>
    private async Task AdoptAsync(IReadOnlyList<DerivedRow> rows, CancellationToken cancellationToken)
    {
        var documents = await DocumentLoader.LoadAsync(database, rows.Select(row => row.Id), cancellationToken).ConfigureAwait(false);
        List<Document> tombstones = [];
        foreach (var row in rows)
        {
            if (!documents.TryGetValue(row.Id, out var document)) continue;
            var isKnown = DocumentEnvelope.TryRead(document.Content.Span, out var envelope) && envelope.Extension == row.Writer.Id;
            // A newer version was here: this host leaves it alone, and what it goes past is noted as pending.
            if (isKnown && envelope.ExtensionVersion > row.Writer.Version) report.Of(row.Writer).StandBy();
            if (isKnown && envelope.SourceId is { } unit && IsUnitOf(row.Writer, unit)) pending.Add(row.Writer.Id, unit, suspect: new Suspect(row.Id, row.HasLeaves));
            else if (!report.MayRun(row.Writer)) pending.AddSweep(row.Writer.Id, SweepKind.Inputs);
            else
            {
                // Deleting the winner of a conflict would bring the next one up.
                if (row.HasLeaves) await new LeafRemover(database, own).RemoveAsync(row.Writer, row.Id, row.Id, cancellationToken).ConfigureAwait(false);
                tombstones.Add(Tombstone.Of(row.Writer, row.Id, row.Id, document.Revision!));
            }
        }

        if (tombstones.Count == 0) return;
        foreach (var result in await database.BulkWriteAsync(tombstones, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false))
        {
            if (result is { IsWritten: true, Revision: { } revision }) own.Add(result.Id, revision);
        }
    }

    private static bool IsUnitOf(ExtensionNode writer, string unit)
    {
        var colon = unit.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && writer.Definition.Inputs.Contains(unit[..colon]) && writer.IsGroup == UnitIds.IsGroup(unit);
    }
}
