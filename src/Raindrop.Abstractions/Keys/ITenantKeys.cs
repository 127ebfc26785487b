using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>The keys of tenants, for those who seal and open what is a tenant's.</summary>
/// <remarks>
/// Safe for concurrent use. A change of a tenant (its key rotated or shredded, the tenant suspended) reaches every host within a stated time, or the
/// host gives no key. All methods throw <see cref="TenantKeyException"/>, <see cref="KeyProviderException"/>, <see cref="KeyRefusedException"/> and
/// <see cref="Documents.DocumentStoreException"/>.
/// </remarks>
public interface ITenantKeys
{
    /// <summary>The key to seal with. It is looked up anew each time, so that no host seals under a key that was retired.</summary>
    /// <param name="tenant">The tenant; its first key is made when it is first asked for.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key. Dispose it.</returns>
    ValueTask<TenantKey> GetCurrentAsync(TenantId tenant, KeyPurpose purpose, CancellationToken cancellationToken = default);

    /// <summary>A key to open with, from a bounded cache where it is there.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="keyId">The key's id, as it was stored with what it sealed.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key, or <see langword="null"/> where the tenant has no such key. Dispose it.</returns>
    ValueTask<TenantKey?> FindAsync(TenantId tenant, string keyId, KeyPurpose purpose, CancellationToken cancellationToken = default);

    /// <summary>Whether a key is still the one to seal with, asked of the store and not of a cache: to be asked after what was sealed is stored.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<bool> IsCurrentAsync(TenantId tenant, string keyId, CancellationToken cancellationToken = default);
}
