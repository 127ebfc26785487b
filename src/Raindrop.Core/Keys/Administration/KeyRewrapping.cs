using System.Runtime.ExceptionServices;
using Raindrop.Documents;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>
/// Wraps all keys under the current key encryption key. What is done stays done: a key that is under it already costs no call of the provider. It
/// goes through all tenants until a look finds nothing to do, so keys that a host made meanwhile under the old one are found too.
/// </summary>
/// <remarks>
/// Where there is an earlier provider, ids do not tell whose key encryption key it is, as two providers may name theirs alike, and what is under the earlier one's is lost with
/// it. So from the second look on the current provider is asked, alone, to unwrap each key that names its own: what it refuses is wrapped anew like the others.
/// </remarks>
internal sealed class KeyRewrapping(TenantKeyDocuments documents, KeyWrapping wrapping, BackupKeyFile? backupKeys)
{
    /// <summary>How many keys are with the provider at once.</summary>
    private const int Concurrency = 4;

    private const int MostLooks = 5;

    public async ValueTask<KeyRewrap> RunAsync(IProgress<KeyRewrap>? progress, CancellationToken cancellationToken)
    {
        var done = new KeyRewrap { KeyEncryptionKeyId = await wrapping.FindCurrentAsync(cancellationToken).ConfigureAwait(false) };
        for (var look = 0; look < MostLooks; look++)
        {
            var before = done.Rewrapped;
            var isBeaten = false;
            KeyProviderException? missing = null;
            var isVerifying = look > 0 && wrapping.WithoutEarlier is not null;
            // Somebody may make another one current in the middle.
            if (look > 0) done = done with { KeyEncryptionKeyId = await wrapping.FindCurrentAsync(cancellationToken).ConfigureAwait(false) };
            done = done with { Tenants = 0, Refused = [], RefusedBackupKeys = 0 };
            if (backupKeys is not null) (done, missing) = await RewrapBackupKeysAsync(backupKeys, done, isVerifying, cancellationToken).ConfigureAwait(false);
            await foreach (var page in new TenantKeyPages(documents).ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var result = await RewrapPageAsync(page, done.KeyEncryptionKeyId, isVerifying, cancellationToken).ConfigureAwait(false);
                isBeaten |= result.IsBeaten;
                missing ??= result.Missing;
                done = done with { Tenants = done.Tenants + page.Count, Rewrapped = done.Rewrapped + result.Rewrapped, Refused = [.. done.Refused, .. result.Refused] };
                progress?.Report(done);
            }

            // What one key lacks stops none of the others.
            if (missing is not null) throw missing;
            if (done.Rewrapped == before && !isBeaten && (isVerifying || wrapping.WithoutEarlier is null)) return done with { IsComplete = true };
        }

        return done;
    }

    private async ValueTask<PageResult> RewrapPageAsync(IReadOnlyList<TenantKeyRow> page, string current, bool isVerifying, CancellationToken cancellationToken)
    {
        List<TenantKeyRow> old = [.. page.Where(row => row.Document is { } document && document.Keys.Any(key => isVerifying || key.Wrapped.KeyEncryptionKeyId != current))];
        var results = new TenantKeyDocument?[old.Count];
        var refused = new bool[old.Count];
        KeyProviderException? missing = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            await Parallel.ForAsync(0, old.Count, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (i, stop) =>
            {
                try
                {
                    results[i] = await RewrapAsync(old[i].Document!, current, isVerifying, stop).ConfigureAwait(false);
                }
                catch (KeyRefusedException)
                {
                    refused[i] = true;
                }
                catch (KeyProviderException e) when (e.Failure == KeyProviderFailure.NotConfigured)
                {
                    Interlocked.CompareExchange(ref missing, e, null);
                }
            }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        // What the provider has done is kept, also where it fails in the middle.
        var written = await WriteAsync(old, results, failure is null ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
        failure?.Throw();
        return written with { Missing = missing, Refused = [.. page.Where(row => row.Document is null).Concat(old.Where((_, i) => refused[i])).Select(row => row.Tenant)] };
    }

    /// <summary>The document with its keys under the current key encryption key, <see langword="null"/> where they all are already.</summary>
    private async ValueTask<TenantKeyDocument?> RewrapAsync(TenantKeyDocument document, string current, bool isVerifying, CancellationToken cancellationToken)
    {
        var keys = new List<KeyEntry>(document.Keys.Count);
        foreach (var key in document.Keys) keys.Add(await RewrapAsync(key, document.ContextOf(key), current, isVerifying, cancellationToken).ConfigureAwait(false));
        return keys.SequenceEqual(document.Keys, ReferenceEqualityComparer.Instance) ? null : document with { Keys = keys };
    }

    /// <summary>The key under the current key encryption key, itself where it is already.</summary>
    private async ValueTask<KeyEntry> RewrapAsync(KeyEntry key, KeyContext context, string current, bool isVerifying, CancellationToken cancellationToken)
    {
        if (key.Wrapped.KeyEncryptionKeyId == current && (!isVerifying || await wrapping.WithoutEarlier!.IsUnwrappedAsync(key, context, cancellationToken).ConfigureAwait(false))) return key;
        return await wrapping.RewrapAsync(key, context, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PageResult> WriteAsync(List<TenantKeyRow> old, TenantKeyDocument?[] results, CancellationToken cancellationToken)
    {
        List<int> done = [.. Enumerable.Range(0, old.Count).Where(i => results[i] is not null)];
        if (done.Count == 0) return default;
        var written = await documents.Database.BulkWriteAsync([.. done.Select(i => TenantKeyDocuments.ToDocument(results[i]!, old[i].Revision))], WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
        long rewrapped = 0;
        var isBeaten = false;
        for (var i = 0; i < done.Count; i++)
        {
            if (written[i].IsWritten) rewrapped += old[done[i]].Document!.Keys.Zip(results[done[i]]!.Keys).Count(pair => !ReferenceEquals(pair.First, pair.Second));
            else if (written[i].Error == DocumentError.Conflict) isBeaten = true; // the next look sees what another host wrote
            else throw new StoreUnavailableException("The key database refused a document: see its log, and try again. What was written is kept.") { DocumentId = written[i].Id };
        }

        return new PageResult(rewrapped, isBeaten, [], null);
    }

    private async ValueTask<(KeyRewrap Done, KeyProviderException? Missing)> RewrapBackupKeysAsync(BackupKeyFile file, KeyRewrap done, bool isVerifying, CancellationToken cancellationToken)
    {
        KeyProviderException? missing = null;
        using var keys = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var old in keys.Content.Keys.ToList())
        {
            try
            {
                var rewrapped = await RewrapAsync(old.Entry, BackupKey.ContextOf(old.Entry.Id), done.KeyEncryptionKeyId, isVerifying, cancellationToken).ConfigureAwait(false);
                if (ReferenceEquals(rewrapped, old.Entry)) continue;
                keys.Save(keys.Content.With(old with { Entry = rewrapped }));
                done = done with { Rewrapped = done.Rewrapped + 1 };
            }
            catch (KeyRefusedException)
            {
                done = done with { RefusedBackupKeys = done.RefusedBackupKeys + 1 };
            }
            catch (KeyProviderException e) when (e.Failure == KeyProviderFailure.NotConfigured)
            {
                missing ??= e;
            }
        }

        return (done, missing);
    }

    private readonly record struct PageResult(long Rewrapped, bool IsBeaten, IReadOnlyList<TenantId> Refused, KeyProviderException? Missing);
}
