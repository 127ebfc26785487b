using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>Keeps each tenant's token for half of its life, so that a request costs no signature, and one that leaves late still arrives in time.</summary>
internal sealed class TokenCache(IUpstreamTokenSigner signer, TimeProvider time)
{
    /// <summary>About 10 MB. Beyond it all are forgotten, which costs a signature each.</summary>
    private const int MostTokens = 20_000;

    private readonly ConcurrentDictionary<TenantId, Entry> _entries = new();

    public async ValueTask<AuthenticationHeaderValue> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_entries.TryGetValue(tenant, out var entry) && now < entry.RenewAt) return entry.Header;
        var token = await signer.SignAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (_entries.Count >= MostTokens) _entries.Clear();
        var header = new AuthenticationHeaderValue("Bearer", token.Value);
        _entries[tenant] = new Entry(header, now + ((token.ExpiresAt - now) / 2));
        return header;
    }

    /// <summary>Forgets all tokens, so that the next ones are signed by the key that is in use now.</summary>
    public void Clear() => _entries.Clear();

    private readonly record struct Entry(AuthenticationHeaderValue Header, DateTimeOffset RenewAt);
}
