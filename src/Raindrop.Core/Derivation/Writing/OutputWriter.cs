using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Running;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>The write stage: brings the outputs of a batch into the database, each under the revision that its trace names.</summary>
internal sealed class OutputWriter(IDocumentDatabase database, Ledger ledger, Func<CancellationToken, Task> flushTraces, OwnWrites own, DerivationOptions options)
{
    /// <summary>Rounds of conflicts with other writers before the store counts as unavailable; each round reads what stands there, so more than two mean a busy fight.</summary>
    private const int MaxRounds = 16;

    public async Task<IReadOnlyList<UnitWrites>> WriteAsync(IReadOnlyList<UnitResult> results, WriteJournal journal, CancellationToken cancellationToken)
    {
        var units = results.Select(result => new UnitWrites(result)).ToList();
        var resolver = new ConflictResolver(database, ledger, flushTraces, journal);
        List<OutputWrite> ready = [], unsure = [];
        foreach (var unit in units)
        {
            var suspects = unit.Result.Unit.Suspects;
            foreach (var suspect in suspects)
            {
                if (!suspect.HasLeaves) continue;
                await new LeafRemover(database, own).RemoveAsync(unit.Result.Unit.Node, suspect.Id, unit.Result.Unit.Id, cancellationToken).ConfigureAwait(false);
            }

            var first = ready.Count;
            journal.CountsOf(unit.Result.Unit.Node).Unchanged += unit.Plan(ready);
            if (suspects.Count == 0) continue;
            var planned = ready[first..];
            ready.RemoveRange(first, planned.Count);
            foreach (var write in planned) (suspects.Any(suspect => suspect.Id == write.Id) ? unsure : ready).Add(write);
        }

        for (var round = 0; ready.Count > 0 || unsure.Count > 0; round++)
        {
            if (round == MaxRounds) throw new StoreUnavailableException("Derived documents keep changing while they are written: another writer does not stop. Look for a second application that writes them.");
            if (unsure.Count > 0) ready.AddRange(await resolver.ResolveAsync(unsure, cancellationToken).ConfigureAwait(false));
            unsure = await StoreAsync(ready, journal, cancellationToken).ConfigureAwait(false);
            ready = [];
        }

        return units;
    }

    /// <returns>The writes that met another revision.</returns>
    private async Task<List<OutputWrite>> StoreAsync(List<OutputWrite> writes, WriteJournal journal, CancellationToken cancellationToken)
    {
        List<OutputWrite> unsure = [];
        foreach (var request in Requests(writes, unsure)) await SendAsync(request, unsure, journal, cancellationToken).ConfigureAwait(false);
        return unsure;
    }

    /// <summary>Splits writes by size; a second write of the same id waits for the next round.</summary>
    private IEnumerable<List<OutputWrite>> Requests(List<OutputWrite> writes, List<OutputWrite> later)
    {
        List<OutputWrite> request = [];
        var ids = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        foreach (var write in writes)
        {
            if (!ids.Add(write.Id))
            {
                later.Add(write);
                continue;
            }

            var size = write.Emitted is { } emitted ? SizeOf(emitted) : 0;
            if (request.Count > 0 && bytes + size > options.MaxBatchBytes)
            {
                yield return request;
                (request, bytes) = ([], 0);
            }

            request.Add(write);
            bytes += size;
        }

        if (request.Count > 0) yield return request;
    }

    private static long SizeOf(EmittedDocument emitted)
    {
        long size = emitted.Payload.Length;
        if (emitted.Attachments.Count > 0) size += emitted.Attachments.Values.Sum(attachment => (long)attachment.Content.Length * 4 / 3);
        return size;
    }

    private async Task SendAsync(List<OutputWrite> writes, List<OutputWrite> unsure, WriteJournal journal, CancellationToken cancellationToken)
    {
        IReadOnlyList<BulkWriteResult> results;
        try
        {
            results = await database.BulkWriteAsync(writes.ConvertAll(write => write.ToDocument()), WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentTooLargeException) when (writes.Count > 1)
        {
            var half = writes.Count / 2;
            await SendAsync(writes[..half], unsure, journal, cancellationToken).ConfigureAwait(false);
            await SendAsync(writes[half..], unsure, journal, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (writes.Count == 1 && e is DocumentTooLargeException or InvalidDocumentException)
        {
            writes[0].Unit.Refuse(DerivationFailure.OutputRefused);
            return;
        }

        for (var i = 0; i < writes.Count; i++) Settle(writes[i], results[i], unsure, journal);
    }

    private void Settle(OutputWrite write, in BulkWriteResult result, List<OutputWrite> unsure, WriteJournal journal)
    {
        var node = write.Unit.Result.Unit.Node;
        switch (result.Error)
        {
            case DocumentError.None:
                own.Add(write.Id, result.Revision!);
                if (write.Emitted is { } emitted)
                {
                    write.Unit.SetWritten(write.Id, result.Revision!, emitted.Digest);
                    journal.Written(node, write.Id, result.Revision!);
                }
                else
                {
                    write.Unit.SetDeleted(write.Id);
                    journal.Deleted(node, write.Id, result.Revision!);
                }

                break;
            case DocumentError.Conflict or DocumentError.NotFound:
                unsure.Add(write);
                break;
            case DocumentError.TooLarge or DocumentError.Forbidden or DocumentError.Invalid:
                write.Unit.Refuse(DerivationFailure.OutputRefused);
                break;
            case DocumentError.Unauthorized:
                throw new StoreUnauthorizedException();
            default:
                throw new StoreUnavailableException();
        }
    }
}
