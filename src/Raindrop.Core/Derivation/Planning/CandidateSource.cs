using System.Runtime.CompilerServices;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Planning;

/// <summary>Brings the pending units of an extension together with their traces.</summary>
internal sealed class CandidateSource(IDocumentReader reader, ExtensionRegistry registry, LedgerTable traces, ExtensionNode node)
{
    public async IAsyncEnumerable<Candidate> ReadAsync(PendingUnits pending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (pending.Sweep != SweepKind.None)
        {
            await foreach (var candidate in SweepAsync(pending, cancellationToken).ConfigureAwait(false))
            {
                // A unit that is named is judged once, below, by all that is known of it.
                if (!pending.Named.ContainsKey(candidate.Unit)) yield return candidate;
            }
        }

        foreach (var chunk in pending.Named.OrderBy(named => named.Key, IdComparer.Instance).Chunk(Planner.ChunkSize))
        {
            var stored = await traces.FindAsync([.. chunk.Select(named => named.Key)], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < chunk.Length; i++)
            {
                var (unit, known) = chunk[i];
                UnitInput? input = known.Input is null || !UnitIds.IsSingle(unit, registry)
                    ? null
                    : known.Input.Length == 0 ? UnitInput.None : new UnitInput(known.Input, UnitIds.DocumentsOf(unit, registry));
                yield return Of(unit, stored[i], input, known.Checks | pending.SweepChecks, known.Suspects);
            }
        }
    }

    private async IAsyncEnumerable<Candidate> SweepAsync(PendingUnits pending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = traces.ScanAsync(pending.From, pending.To is null ? null : pending.To + LedgerFormat.Separator, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposeStored = stored.ConfigureAwait(false);
        var hasStored = await stored.MoveNextAsync().ConfigureAwait(false);
        if (pending.Sweep == SweepKind.Inputs)
        {
            await foreach (var (unit, input) in new InputScan(reader, registry, node).ReadAsync(pending.From, pending.To, cancellationToken).ConfigureAwait(false))
            {
                while (hasStored && IdComparer.Instance.Compare(stored.Current.Key, unit) < 0)
                {
                    yield return Of(stored.Current.Key, stored.Current.Value, UnitInput.None, pending.SweepChecks, []);
                    hasStored = await stored.MoveNextAsync().ConfigureAwait(false);
                }

                if (hasStored && stored.Current.Key == unit)
                {
                    yield return Of(unit, stored.Current.Value, input, pending.SweepChecks, []);
                    hasStored = await stored.MoveNextAsync().ConfigureAwait(false);
                }
                else
                {
                    yield return Of(unit, default, input, pending.SweepChecks, []);
                }
            }
        }

        while (hasStored)
        {
            yield return Of(stored.Current.Key, stored.Current.Value, pending.Sweep == SweepKind.Inputs ? UnitInput.None : null, pending.SweepChecks, []);
            hasStored = await stored.MoveNextAsync().ConfigureAwait(false);
        }
    }

    private Candidate Of(string unit, ReadOnlyMemory<byte> stored, UnitInput? input, UnitChecks checks, IReadOnlyList<Suspect> suspects) =>
        new(unit, stored, stored.IsEmpty ? null : TraceCodec.Decode(stored, node.Id, unit), input, checks, suspects);
}
