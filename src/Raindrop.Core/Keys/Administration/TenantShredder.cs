using Raindrop.Documents;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>
/// Destroys a tenant's keys. It is noted first in the file of backup keys, so that no backup brings them back; the file stays locked until the
/// document says it too, so that no backup begun later holds them, and the date of the last one's end is right. Then they are removed from the
/// store's files. Whoever is killed in between shreds again: every step is done where it was not.
/// </summary>
internal sealed class TenantShredder(TenantKeyDocuments documents, KeyErasure erasure, TenantKeyCache cache, BackupKeyFile? backupKeys, TimeProvider time)
{
    private const int MostAttempts = 10;

    public async ValueTask<ShredReceipt> ShredAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var file = backupKeys ?? throw new KeyBackupException(KeyBackupFailure.NotConfigured);
        ShredReceipt receipt;
        using (var keys = await file.OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            receipt = await FindReceiptAsync(tenant, cancellationToken).ConfigureAwait(false) ?? keys.Content.ReceiptFor(tenant, StoredTime.Truncate(time.GetUtcNow()));
            if (receipt.LastBackupDiesAt > time.GetUtcNow()) keys.Save(keys.Content.With(receipt));
            await WriteAsync(receipt, cancellationToken).ConfigureAwait(false);
        }

        cache.Remove(tenant);
        await erasure.EraseAsync(receipt, cancellationToken).ConfigureAwait(false);
        return receipt;
    }

    private async ValueTask<ShredReceipt?> FindReceiptAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, cancellationToken).ConfigureAwait(false) is { } document ? TenantKeyJson.TryParse(tenant, document.Content)?.Shredding : null;

    /// <summary>Writes over whatever is there, damaged or not.</summary>
    private async ValueTask WriteAsync(ShredReceipt receipt, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var document = await ReadAsync(receipt.Tenant, cancellationToken).ConfigureAwait(false);
            if (document is not null && TenantKeyJson.TryParse(receipt.Tenant, document.Content) is { State: TenantKeyState.Shredded }) return;
            if (await documents.TryWriteAsync(TenantKeyDocument.Shredded(receipt), document?.Revision, cancellationToken).ConfigureAwait(false) is not null) return;
        }

        throw TenantKeyDocuments.Contested();
    }

    private ValueTask<Document?> ReadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        documents.Database.GetAsync(new DocumentReference(TenantKeyDocument.IdOf(tenant)), null, cancellationToken);
}
