using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Backups;

/// <summary>Backups of the key store, on a host that has the file of their keys.</summary>
internal sealed class KeyBackups(TenantKeyDocuments documents, KeyWrapping wrapping, BackupKeyFile? file, TimeProvider time)
{
    public ValueTask<KeyBackup> WriteAsync(Stream destination, CancellationToken cancellationToken) =>
        new KeyBackupWriter(documents, wrapping, Required(), time).WriteAsync(destination, cancellationToken);

    public ValueTask<KeyRestore> RestoreAsync(Stream backup, CancellationToken cancellationToken) =>
        new KeyRestorer(documents, wrapping, Required()).RestoreAsync(backup, cancellationToken);

    public async ValueTask<int> DestroyExpiredAsync(CancellationToken cancellationToken)
    {
        using var keys = await Required().OpenAsync(cancellationToken).ConfigureAwait(false);
        return keys.Destroyed;
    }

    private BackupKeyFile Required() => file ?? throw new KeyBackupException(KeyBackupFailure.NotConfigured);
}
