using System.Runtime.CompilerServices;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Planning;

/// <summary>Lists an extension's units with their inputs, in the order of units, from one listing of ids and revisions per schema.</summary>
internal sealed class InputScan(IDocumentReader reader, ExtensionRegistry registry, ExtensionNode node)
{
    public async IAsyncEnumerable<(string Unit, UnitInput Input)> ReadAsync(string from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var schema in node.Definition.Inputs.Distinct().OrderBy(name => name + ":", IdComparer.Instance))
        {
            if (RangeOf(schema, from, to) is not { } range) continue;
            var isSource = !node.IsGroup && !registry.IsDerived(schema);
            string? current = null;
            var builder = new UnitInputBuilder();
            try
            {
                await foreach (var row in reader.ReadRangeAsync(range, null, cancellationToken).ConfigureAwait(false))
                {
                    if (row.Revision is null || !DocumentKey.TryParse(row.Id, out var key) || !UnitIds.IsInput(registry, key.Value)) continue;
                    if (isSource)
                    {
                        yield return (row.Id, new UnitInput(row.Revision, [row.Id]));
                        continue;
                    }

                    if (UnitIds.Of(node, registry, key.Value) is not { } unit) continue;
                    if (unit != current)
                    {
                        if (current is not null) yield return (current, builder.Finish());
                        builder.Dispose();
                        builder = new UnitInputBuilder();
                        current = unit;
                    }

                    builder.Add(row.Id, row.Revision);
                }

                if (current is not null) yield return (current, builder.Finish());
            }
            finally
            {
                builder.Dispose();
            }
        }
    }

    private static IdRange? RangeOf(string schema, string from, string? to)
    {
        var range = DocumentKey.RangeOfSchema(schema);
        var start = IdComparer.Instance.Compare(from, range.Start) > 0 ? from : range.Start;
        var end = to is null ? range.End : EndOf(to);
        if (IdComparer.Instance.Compare(end, range.End) > 0) end = range.End;
        return IdComparer.Instance.Compare(start, end) < 0 ? new IdRange(start, end) : null;
    }

    /// <summary>The first id behind all documents of a unit.</summary>
    private static string EndOf(string unit) => unit.Length == 0 ? "" : unit[^1] is ':' or '/' ? IdRange.StartingWith(unit).End! : unit + LedgerFormat.Separator;
}
