using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Keys;

/// <summary>A key store of which only the shreddings are asked.</summary>
internal sealed class ListedShreddings : ITenantKeyStore
{
    public Dictionary<TenantId, DateTimeOffset> ShreddedAt { get; } = [];

    /// <summary>Tenants whose key document is damaged.</summary>
    public HashSet<TenantId> Damaged { get; } = [];

    public ValueTask<TenantKeyStatus?> FindAsync(TenantId tenant, CancellationToken cancellationToken = default) => Damaged.Contains(tenant) ? throw new TenantKeyException(tenant, TenantKeyFailure.Lost) : ValueTask.FromResult(
        ShreddedAt.TryGetValue(tenant, out var at)
            ? new TenantKeyStatus { Tenant = tenant, State = TenantKeyState.Shredded, Keys = [], Shredding = new ShredReceipt { Tenant = tenant, ShreddedAt = at, LastBackupDiesAt = at } }
            : null);

    public ValueTask<TenantKeyStatus> CreateAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<TenantKeyStatus> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<TenantKeyStatus> SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<TenantKeyStatus> ResumeAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<TenantKeyRotation> RotateAsync(TenantId tenant, IProgress<TenantKeyRotation>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<KeyRewrap> RewrapAsync(IProgress<KeyRewrap>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ShredReceipt> ShredAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<KeyBackup> BackUpAsync(Stream destination, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<KeyRestore> RestoreAsync(Stream backup, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<int> DestroyExpiredBackupKeysAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
