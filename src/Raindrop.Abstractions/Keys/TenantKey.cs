using Raindrop.Credentials;

namespace Raindrop.Keys;

/// <summary>A key of a tenant for one purpose, in the clear. Dispose it to zero it.</summary>
/// <param name="id">The id of the tenant key that it derives from.</param>
/// <param name="key">32 bytes.</param>
public sealed class TenantKey(string id, Secret key) : IDisposable
{
    /// <summary>The id of the tenant key that it derives from, to be stored with what it seals.</summary>
    public string Id { get; } = id;

    /// <summary>The key, 32 bytes.</summary>
    public Secret Key { get; } = key;

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => Key.Dispose();
}
