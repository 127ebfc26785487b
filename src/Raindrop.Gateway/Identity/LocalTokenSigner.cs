using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>Signs with keys in this process: with the newest that all nodes were seen to take.</summary>
internal sealed class LocalTokenSigner(IOptionsMonitor<UpstreamTokenOptions> options, TimeProvider time) : IUpstreamTokenSigner
{
    // Read here so that a host with wrong options does not start.
    public TimeSpan Lifetime { get; } = options.CurrentValue.Lifetime;

    private volatile SigningKey? _active;
    private SigningKey[] _keys = [];

    /// <summary>The id of the key that signs; <see langword="null"/> while none is proved.</summary>
    public string? ActiveKeyId => _active?.Id;

    public string Issuer { get; } = options.CurrentValue.Issuer!;

    /// <summary>The keys of the configuration as it is now, the newest first. Only the one that checks the nodes calls this.</summary>
    public IReadOnlyList<SigningKey> ReadKeys()
    {
        // Keys that are gone are left to the collector: a request may be signing with one.
        _keys = [.. options.CurrentValue.Keys.Select(key => Array.Find(_keys, known => known.Id == key.Id && known.Pem == key.PrivateKey) ?? SigningKey.Read(key))];
        return _keys;
    }

    /// <summary>Signs with this key from now on.</summary>
    public void Use(SigningKey key) => _active = key;

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">No key is proved yet.</exception>
    public ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var key = _active ?? throw new StoreUnavailableException("No key is proved yet: CouchDB must first be seen to take one.");
        return ValueTask.FromResult(Sign(key, tenant));
    }

    public UpstreamToken Sign(SigningKey key, TenantId tenant)
    {
        var end = time.GetUtcNow() + Lifetime;
        return new UpstreamToken(TokenText.Write(key, Issuer, tenant.Value, end), end);
    }
}
