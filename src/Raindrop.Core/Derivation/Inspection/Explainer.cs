using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Inspection;

/// <summary>Follows traces from a document back to its sources.</summary>
internal sealed class Explainer(IDocumentDatabase database, ExtensionRegistry registry, Ledger ledger)
{
    /// <summary>Members of a group that are shown.</summary>
    private const int MaxMembers = 20;

    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    public async Task<DerivationExplanation?> ExplainAsync(string id, CancellationToken cancellationToken)
    {
        var document = await database.GetAsync(new DocumentReference(id), null, cancellationToken).ConfigureAwait(false);
        if (document is null) return null;
        var isDerived = DocumentEnvelope.TryRead(document.Content.Span, out var envelope) && envelope is { Extension: not null, SourceId: not null };
        var explanation = new DerivationExplanation { DocumentId = id, Revision = document.Revision };
        if (!isDerived) return explanation;
        explanation = explanation with { Extension = envelope.Extension, ExtensionVersion = envelope.ExtensionVersion };
        // A document that many were derived from is told once.
        if (!_shown.Add(id)) return explanation;
        var stored = (await ledger.TracesOf(envelope.Extension!).FindAsync([envelope.SourceId!], cancellationToken).ConfigureAwait(false))[0];
        var trace = stored.IsEmpty ? null : TraceCodec.Decode(stored, envelope.Extension!, envelope.SourceId!);
        List<DerivationExplanation> reads = [];
        foreach (var read in trace?.Reads ?? []) reads.AddRange(await ExplainUnitAsync(read.Prefix, cancellationToken).ConfigureAwait(false));
        return explanation with { Inputs = await ExplainUnitAsync(envelope.SourceId!, cancellationToken).ConfigureAwait(false), Reads = reads };
    }

    private async Task<IReadOnlyList<DerivationExplanation>> ExplainUnitAsync(string unit, CancellationToken cancellationToken)
    {
        if (UnitIds.IsGroup(unit)) return [await ExplainGroupAsync(unit, cancellationToken).ConfigureAwait(false)];
        List<DerivationExplanation> found = [];
        foreach (var id in UnitIds.DocumentsOf(unit, registry))
        {
            if (await ExplainAsync(id, cancellationToken).ConfigureAwait(false) is { } explanation) found.Add(explanation);
        }

        return found.Count > 0 ? found : [new DerivationExplanation { DocumentId = unit, IsAbsent = true }];
    }

    private async Task<DerivationExplanation> ExplainGroupAsync(string group, CancellationToken cancellationToken)
    {
        List<DerivationExplanation> members = [];
        long count = 0;
        await foreach (var row in database.ReadRangeAsync(IdRange.StartingWith(group), null, cancellationToken).ConfigureAwait(false))
        {
            if (count++ < MaxMembers && await ExplainAsync(row.Id, cancellationToken).ConfigureAwait(false) is { } member) members.Add(member);
        }

        return new DerivationExplanation { DocumentId = group, Inputs = members, MemberCount = count, IsAbsent = count == 0 };
    }
}
