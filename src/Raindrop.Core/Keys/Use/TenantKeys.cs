using Raindrop.Documents;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Use;

/// <summary>
/// Gives keys to those who seal and open. Sealing asks the store each time; opening relies on what was read a short while ago, and on nothing
/// older: where the store cannot be asked, there is no key.
/// </summary>
internal sealed class TenantKeys(TenantKeyDocuments documents, FirstKey firstKey, TenantKeyCache cache, TenantRoots roots) : ITenantKeys
{
    /// <summary>How often the store is asked again because the provider took longer than what was read counts.</summary>
    private const int MostReadings = 3;

    public async ValueTask<TenantKey> GetCurrentAsync(TenantId tenant, KeyPurpose purpose, CancellationToken cancellationToken = default)
    {
        for (var reading = 0; reading < MostReadings; reading++)
        {
            var stored = await ReadOrNullAsync(tenant, cancellationToken).ConfigureAwait(false) ?? await CreateAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (await TryGiveAsync(stored, stored.Document.Keys is [var current, ..] ? current : null, purpose, cancellationToken).ConfigureAwait(false) is { } key) return key;
        }

        throw Slow();
    }

    public async ValueTask<TenantKey?> FindAsync(TenantId tenant, string keyId, KeyPurpose purpose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        for (var reading = 0; reading < MostReadings; reading++)
        {
            var stored = cache.FindFresh(tenant);
            // A key that memory does not know may be one that another host has just made, and a suspension may be over.
            if (stored?.Document is not { State: TenantKeyState.Active } known || known.Find(keyId) is null) stored = await ReadOrNullAsync(tenant, cancellationToken).ConfigureAwait(false);
            if (stored is null) return null;
            stored.Document.RequireActive();
            if (stored.Document.Find(keyId) is not { } entry) return null;
            if (await TryGiveAsync(stored, entry, purpose, cancellationToken).ConfigureAwait(false) is { } key) return key;
        }

        throw Slow();
    }

    public async ValueTask<bool> IsCurrentAsync(TenantId tenant, string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        var stored = await ReadOrNullAsync(tenant, cancellationToken).ConfigureAwait(false);
        return stored?.Document.Keys is [var current, ..] && current.Id == keyId;
    }

    private async ValueTask<StoredTenantKeys?> ReadOrNullAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var stored = await documents.ReadAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (stored is null) cache.Remove(tenant);
        else cache.Keep(stored);
        return stored;
    }

    private async ValueTask<StoredTenantKeys> CreateAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var stored = await firstKey.EnsureAsync(tenant, cancellationToken).ConfigureAwait(false);
        cache.Keep(stored);
        return stored;
    }

    /// <returns><see langword="null"/> where what was read became too old meanwhile.</returns>
    private async ValueTask<TenantKey?> TryGiveAsync(StoredTenantKeys stored, KeyEntry? entry, KeyPurpose purpose, CancellationToken cancellationToken)
    {
        stored.Document.RequireActive();
        using var root = await roots.GetAsync(stored.Document, entry!, cancellationToken).ConfigureAwait(false);
        return cache.IsFresh(stored) ? new TenantKey(entry!.Id, PurposeKey.Derive(root, stored.Document.Tenant, entry.Id, purpose)) : null;
    }

    private static StoreUnavailableException Slow() =>
        new("The key database or the key provider answers so slowly that what it says is too old to be used: see why, and try again.");
}
