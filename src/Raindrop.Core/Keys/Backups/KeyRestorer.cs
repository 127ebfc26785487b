using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Keys.Administration;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Backups;

/// <summary>Brings a backup back, page by page: what others write meanwhile is decided about again.</summary>
internal sealed class KeyRestorer(TenantKeyDocuments documents, KeyWrapping wrapping, BackupKeyFile file)
{
    private const int MostAttempts = 5;

    /// <summary>What the provider lacks for one tenant, which stops none of the others.</summary>
    private KeyProviderException? _missing;

    public async ValueTask<KeyRestore> RestoreAsync(Stream backup, CancellationToken cancellationToken)
    {
        if (!backup.CanSeek) throw new ArgumentException("A backup is read twice, to be checked before anything is written: give a stream that can seek, such as a file.", nameof(backup));
        backup.Position = 0;
        var header = new byte[KeyBackupFormat.HeaderLength];
        await KeyBackupReader.ReadExactlyAsync(backup, header, cancellationToken).ConfigureAwait(false);
        var (keyId, backupId) = KeyBackupFormat.ParseHeader(header);
        var keys = await ReadKeysAsync(cancellationToken).ConfigureAwait(false);
        var entry = keys.Find(keyId)?.Entry ?? throw new KeyBackupException(KeyBackupFailure.KeyDestroyed);
        using var key = await wrapping.UnwrapAsync(entry, BackupKey.ContextOf(keyId), cancellationToken).ConfigureAwait(false);
        var reader = new KeyBackupReader(backup, keyId, backupId, key);
        await foreach (var _ in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // Only whether it can be read to its end counts.
        }

        var decision = new RestoreDecision(wrapping, keys);
        var result = new KeyRestore { Tenants = 0, Restored = 0, Replaced = 0, Merged = 0, Kept = 0, Refused = 0, StayShredded = 0 };
        var page = new List<TenantKeyDocument>(TenantKeyPages.PageSize);
        await foreach (var document in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            page.Add(document);
            if (page.Count < TenantKeyPages.PageSize) continue;
            result = await RestorePageAsync(page, decision, result, cancellationToken).ConfigureAwait(false);
            page.Clear();
        }

        result = await RestorePageAsync(page, decision, result, cancellationToken).ConfigureAwait(false);
        return _missing is null ? result : throw _missing;
    }

    private async ValueTask<BackupKeys> ReadKeysAsync(CancellationToken cancellationToken)
    {
        using var keys = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        return keys.Content;
    }

    private async ValueTask<KeyRestore> RestorePageAsync(IReadOnlyList<TenantKeyDocument> page, RestoreDecision decision, KeyRestore result, CancellationToken cancellationToken)
    {
        var open = page;
        for (var attempt = 0; open.Count > 0; attempt++)
        {
            if (attempt == MostAttempts) throw TenantKeyDocuments.Contested();
            var stored = await ReadAsync(open, cancellationToken).ConfigureAwait(false);
            var writes = new List<(TenantKeyDocument Backup, RestoreStep Step, Document Write)>();
            foreach (var backup in open)
            {
                try
                {
                    var step = await decision.DecideAsync(backup, stored.GetValueOrDefault(backup.Id), cancellationToken).ConfigureAwait(false);
                    if (step.Write is null) result = Count(result, step.Outcome);
                    else writes.Add((backup, step, TenantKeyDocuments.ToDocument(step.Write, step.Revision)));
                }
                catch (KeyProviderException e) when (e.Failure == KeyProviderFailure.NotConfigured)
                {
                    _missing ??= e;
                }
            }

            open = [];
            if (writes.Count == 0) break;
            var written = await documents.Database.BulkWriteAsync([.. writes.Select(write => write.Write)], WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < writes.Count; i++)
            {
                if (written[i].IsWritten) result = Count(result, writes[i].Step.Outcome);
                else if (written[i].Error == DocumentError.Conflict) open = [.. open, writes[i].Backup];
                else throw new StoreUnavailableException("The key database refused a document: see its log, and restore again. What was restored is kept.") { DocumentId = written[i].Id };
            }
        }

        return result;
    }

    private async ValueTask<Dictionary<string, Document>> ReadAsync(IReadOnlyList<TenantKeyDocument> page, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, Document>(StringComparer.Ordinal);
        await foreach (var found in documents.Database.BulkReadAsync([.. page.Select(backup => new DocumentReference(backup.Id))], null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Document is { IsDeleted: false } document) stored[found.Id] = document;
        }

        return stored;
    }

    private static KeyRestore Count(KeyRestore result, RestoreOutcome outcome)
    {
        result = result with { Tenants = result.Tenants + 1 };
        return outcome switch
        {
            RestoreOutcome.Restored => result with { Restored = result.Restored + 1 },
            RestoreOutcome.Replaced => result with { Replaced = result.Replaced + 1 },
            RestoreOutcome.Merged => result with { Merged = result.Merged + 1 },
            RestoreOutcome.Refused => result with { Refused = result.Refused + 1 },
            RestoreOutcome.StaysShredded => result with { StayShredded = result.StayShredded + 1 },
            _ => result with { Kept = result.Kept + 1 },
        };
    }
}
