using System.Runtime.CompilerServices;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Running;

/// <summary>Loads the inputs of a batch with one request and runs its units together.</summary>
internal sealed class BatchRunner(IDocumentDatabase database, ExtensionRegistry registry, UnitRunner runner, TenantCredentials credentials, DerivationOptions options, TimeProvider time)
{
    /// <returns>The results of the units that were outdated; those whose input turned out to be what their trace says are left out.</returns>
    public async Task<IReadOnlyList<UnitResult>> RunAsync(IReadOnlyList<PlannedUnit> batch, CancellationToken cancellationToken)
    {
        var bodies = await LoadAsync(batch, cancellationToken).ConfigureAwait(false);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reads = new ReadBatcher(new StoreReads(database, registry, options.MaxBatchedAttachment), failed.Token);
        using var opened = new BatchCredentials(credentials, time, failed.Token);
        List<UnitResult> gone = [];
        List<Task<UnitResult>> runs = new(batch.Count);
        // Nothing is read before all have started, so that they read together.
        reads.Enter();
        for (var i = 0; i < batch.Count; i++)
        {
            var (unit, body) = (batch[i], bodies[i]);
            if (body.Digest.Length == 0)
            {
                if (unit.Trace is not null || unit.Suspects.Count > 0) gone.Add(new UnitResult(unit) { Input = "" });
            }
            else if (unit.IsForced || unit.Trace?.Input != body.Digest)
            {
                runs.Add(runner.RunAsync(unit, body, reads, opened, failed.Token));
            }
        }

        reads.Leave();
        try
        {
            return [.. gone, .. await Task.WhenAll(runs).ConfigureAwait(false)];
        }
        catch
        {
            await failed.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IReadOnlyList<UnitBody>> LoadAsync(IReadOnlyList<PlannedUnit> batch, CancellationToken cancellationToken)
    {
        var documents = await DocumentLoader.LoadAsync(database, batch.SelectMany(unit => unit.Ids ?? []), cancellationToken).ConfigureAwait(false);
        var bodies = new List<UnitBody>(batch.Count);
        foreach (var unit in batch)
        {
            bodies.Add(unit.Ids is null
                ? await OpenAsync(unit.Id, cancellationToken).ConfigureAwait(false)
                : UnitBody.Of(Found(unit.Ids, documents)));
        }

        return bodies;
    }

    private static IReadOnlyList<Document> Found(IReadOnlyList<string> ids, Dictionary<string, Document> documents)
    {
        // Most units have one document.
        if (ids is [var only]) return documents.TryGetValue(only, out var document) ? [document] : [];
        return [.. ids.Where(documents.ContainsKey).Select(id => documents[id])];
    }

    /// <summary>A large group: its digest from one listing of ids, its members streamed when the extension asks for them.</summary>
    private async Task<UnitBody> OpenAsync(string unit, CancellationToken cancellationToken)
    {
        using var digest = new InputDigest();
        await foreach (var row in database.ReadRangeAsync(IdRange.StartingWith(unit), null, cancellationToken).ConfigureAwait(false))
        {
            if (row.Revision is not null && IsInput(row.Id)) digest.Add(row.Id, row.Revision);
        }

        return UnitBody.Streamed(digest.Finish(), token => StreamAsync(unit, token));
    }

    private async IAsyncEnumerable<Document> StreamAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in database.ReadRangeAsync(IdRange.StartingWith(unit), RangeOptions.WithDocuments, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is not null && IsInput(row.Id)) yield return row.Document;
        }
    }

    private bool IsInput(string id) => DocumentKey.TryParse(id, out var key) && UnitIds.IsInput(registry, key.Value);
}
