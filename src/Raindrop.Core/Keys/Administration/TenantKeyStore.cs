using System.Runtime.CompilerServices;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>The administration of the tenants' keys: each duty is a type of its own.</summary>
internal sealed class TenantKeyStore(
    TenantKeyDocuments documents, FirstKey firstKey, TenantKeyCache cache, TenantKeyRotator rotator, KeyRewrapping rewrapping, TenantShredder shredder, KeyBackups backups) : ITenantKeyStore
{
    public async ValueTask<TenantKeyStatus> CreateAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var stored = await firstKey.EnsureAsync(tenant, cancellationToken).ConfigureAwait(false);
        stored.Document.RequireNotShredded();
        return stored.Document.ToStatus();
    }

    public async ValueTask<TenantKeyStatus?> FindAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        (await documents.ReadAsync(tenant, cancellationToken).ConfigureAwait(false))?.Document.ToStatus();

    public async IAsyncEnumerable<TenantKeyStatus> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in new TenantKeyPages(documents).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                yield return row.Document?.ToStatus() ?? new TenantKeyStatus { Tenant = row.Tenant, State = TenantKeyState.Unreadable, Keys = [] };
            }
        }
    }

    public ValueTask<TenantKeyStatus> SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default) => SetAsync(tenant, TenantKeyState.Suspended, cancellationToken);

    public ValueTask<TenantKeyStatus> ResumeAsync(TenantId tenant, CancellationToken cancellationToken = default) => SetAsync(tenant, TenantKeyState.Active, cancellationToken);

    public ValueTask<TenantKeyRotation> RotateAsync(TenantId tenant, IProgress<TenantKeyRotation>? progress = null, CancellationToken cancellationToken = default) =>
        rotator.RunAsync(tenant, progress, cancellationToken);

    public ValueTask<KeyRewrap> RewrapAsync(IProgress<KeyRewrap>? progress = null, CancellationToken cancellationToken = default) => rewrapping.RunAsync(progress, cancellationToken);

    public ValueTask<ShredReceipt> ShredAsync(TenantId tenant, CancellationToken cancellationToken = default) => shredder.ShredAsync(tenant, cancellationToken);

    public ValueTask<KeyBackup> BackUpAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return backups.WriteAsync(destination, cancellationToken);
    }

    public ValueTask<KeyRestore> RestoreAsync(Stream backup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return backups.RestoreAsync(backup, cancellationToken);
    }

    public ValueTask<int> DestroyExpiredBackupKeysAsync(CancellationToken cancellationToken = default) => backups.DestroyExpiredAsync(cancellationToken);

    private async ValueTask<TenantKeyStatus> SetAsync(TenantId tenant, TenantKeyState state, CancellationToken cancellationToken)
    {
        var stored = await documents.UpdateAsync(tenant, document =>
        {
            document.RequireNotShredded();
            return document.State == state ? document : document with { State = state };
        }, cancellationToken).ConfigureAwait(false);
        cache.Remove(tenant);
        return stored.Document.ToStatus();
    }
}
