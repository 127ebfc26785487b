using Raindrop.Derivation.Feeds;
using Raindrop.Derivation.Planning;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Passes;

/// <summary>Marks every unit to be compared with its trace, and looks for derived documents that no trace names.</summary>
internal sealed class Reconciliation(IDocumentDatabase database, ExtensionRegistry registry, PendingWork pending, SuspectCheck suspects)
{
    private const int ChunkSize = 1000;

    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        foreach (var node in registry.Nodes) pending.AddSweep(node.Id, SweepKind.Inputs, checks: UnitChecks.Reads | UnitChecks.Outputs);
        foreach (var schema in registry.Schemas.Keys.Where(registry.IsDerived))
        {
            List<DerivedRow> rows = [];
            await foreach (var row in database.ReadRangeAsync(DocumentKey.RangeOfSchema(schema), null, cancellationToken).ConfigureAwait(false))
            {
                if (row.Revision is null || !DocumentKey.TryParse(row.Id, out var key) || key.Value.Writer is not { } writer || registry.Find(writer) is not { } node) continue;
                rows.Add(new DerivedRow(node, row.Id, key.Value, row.Revision, row.IsDeleted, HasLeaves: false));
                if (rows.Count < ChunkSize) continue;
                await suspects.CheckAsync(rows, removeOrphans: true, cancellationToken).ConfigureAwait(false);
                rows.Clear();
            }

            await suspects.CheckAsync(rows, removeOrphans: true, cancellationToken).ConfigureAwait(false);
        }
    }
}
