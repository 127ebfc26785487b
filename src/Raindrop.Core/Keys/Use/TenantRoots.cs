using Raindrop.Credentials;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Use;

/// <summary>The tenant keys themselves, from memory or from the provider.</summary>
internal sealed class TenantRoots(TenantKeyCache cache, KeyWrapping wrapping, TimeProvider time)
{
    private readonly TenantTurns _turns = new();

    /// <summary>A tenant key. Dispose it.</summary>
    public async ValueTask<Secret> GetAsync(TenantKeyDocument document, KeyEntry entry, CancellationToken cancellationToken)
    {
        if (cache.FindKey(document, entry) is { } key) return key;
        using var turn = await _turns.TakeAsync(document.Tenant, cancellationToken).ConfigureAwait(false);
        if (cache.FindKey(document, entry) is { } unwrappedMeanwhile) return unwrappedMeanwhile;
        var unwrappedAt = Moment.Now(time);
        var unwrapped = await wrapping.UnwrapAsync(entry, document.ContextOf(entry), cancellationToken).ConfigureAwait(false);
        cache.KeepKey(document, entry, unwrapped.Clone(), unwrappedAt);
        return unwrapped;
    }
}
