using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Documents;

namespace Raindrop.Derivation.Writing;

/// <summary>Decides about writes that met another revision than the trace names: by what stands there now.</summary>
internal sealed class ConflictResolver(IDocumentDatabase database, Ledger ledger, Func<CancellationToken, Task> flushTraces, WriteJournal journal)
{
    /// <returns>The writes to try next.</returns>
    public async Task<IReadOnlyList<OutputWrite>> ResolveAsync(IReadOnlyList<OutputWrite> writes, CancellationToken cancellationToken)
    {
        List<OutputWrite> next = [];
        var current = new Dictionary<string, Document>(StringComparer.Ordinal);
        var references = writes.Select(write => write.Id).Distinct().Select(id => new DocumentReference(id)).ToList();
        await foreach (var result in database.BulkReadAsync(references, null, cancellationToken).ConfigureAwait(false))
        {
            if (result.Document is not null) current[result.Id] = result.Document;
        }

        foreach (var write in writes)
        {
            if (write.Unit.IsAbandoned) continue;
            if (write.Emitted is not null && write.Unit.Result.Failure is not null) continue;
            current.TryGetValue(write.Id, out var document);
            if (document is null || document.IsDeleted)
            {
                if (write.Emitted is null) write.Unit.SetDeleted(write.Id);
                else next.Add(write with { Revision = null }); // a write that named the tombstone would be refused
            }
            else
            {
                next.AddRange(await ResolveAsync(write, document, cancellationToken).ConfigureAwait(false));
            }
        }

        return next;
    }

    private async Task<IEnumerable<OutputWrite>> ResolveAsync(OutputWrite write, Document current, CancellationToken cancellationToken)
    {
        var unit = write.Unit.Result.Unit;
        if (!DocumentEnvelope.TryRead(current.Content.Span, out var envelope) || envelope.Extension != unit.Node.Id) return [write with { Revision = current.Revision }];
        if (envelope.ExtensionVersion > unit.Node.Version)
        {
            write.Unit.IsAbandoned = true;
            journal.StandBy(unit.Node);
            return [];
        }

        if (envelope.SourceId is { } owner && owner != unit.Id) return await ContestAsync(write, current, owner, cancellationToken).ConfigureAwait(false);
        if (write.Emitted is not { } emitted || !OutputEquality.Holds(current, envelope, emitted)) return [write with { Revision = current.Revision }];
        write.Unit.SetWritten(write.Id, current.Revision!, emitted.Digest);
        journal.Adopted(unit.Node, write.Id, current.Revision!);
        return [];
    }

    /// <summary>Two inputs emit one id: the smaller unit has it, whichever came first.</summary>
    private async Task<IEnumerable<OutputWrite>> ContestAsync(OutputWrite write, Document current, string owner, CancellationToken cancellationToken)
    {
        var unit = write.Unit.Result.Unit;
        if (write.Emitted is null)
        {
            write.Unit.SetDeleted(write.Id);
            return [];
        }

        if (IdComparer.Instance.Compare(unit.Id, owner) < 0)
        {
            journal.Recheck(unit.Node, owner, new Suspect(write.Id, HasLeaves: false));
            return [write with { Revision = current.Revision }];
        }

        // The owner may be of this pass, its trace still waiting to be stored.
        await flushTraces(cancellationToken).ConfigureAwait(false);
        var stored = (await ledger.TracesOf(unit.Node.Id).FindAsync([owner], cancellationToken).ConfigureAwait(false))[0];
        var isOwned = !stored.IsEmpty && TraceCodec.Decode(stored, unit.Node.Id, owner).Outputs.Any(output => output.Id == write.Id);
        if (!isOwned) journal.Recheck(unit.Node, owner, new Suspect(write.Id, HasLeaves: false));
        return write.Unit.Lose(write.Id, owner, current.Revision!);
    }
}
