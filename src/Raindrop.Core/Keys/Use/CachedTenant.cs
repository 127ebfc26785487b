using Raindrop.Credentials;
using Raindrop.Keys.Stored;

namespace Raindrop.Keys.Use;

/// <summary>What is in memory of one tenant: its document, and those of its keys that were unwrapped, each under its whole context.</summary>
internal sealed class CachedTenant(StoredTenantKeys stored)
{
    private readonly Dictionary<KeyContext, (KeyEntry Entry, Secret Key, Moment UnwrappedAt)> _keys = [];

    public StoredTenantKeys Stored { get; private set; } = stored;

    /// <summary>Takes a younger reading, and zeroes the keys that it does not hold or does not let use.</summary>
    public void Renew(StoredTenantKeys stored)
    {
        Stored = stored;
        foreach (var (context, (entry, _, _)) in _keys.ToList())
        {
            if (!Holds(context, entry)) Drop(context);
        }
    }

    /// <summary>A copy of a key, <see langword="null"/> where it was not unwrapped or too long ago.</summary>
    public Secret? Find(KeyContext context, KeyEntry entry, TimeSpan longest, TimeProvider time)
    {
        if (!_keys.TryGetValue(context, out var found)) return null;
        if (found.Entry.IsSameKey(entry) && found.UnwrappedAt.Age(time) < longest) return found.Key.Clone();
        Drop(context);
        return null;
    }

    /// <summary>Keeps a key, which is its own from now on; one that the tenant has lost meanwhile is zeroed.</summary>
    public void Keep(KeyContext context, KeyEntry entry, Secret key, Moment unwrappedAt)
    {
        Drop(context);
        if (Holds(context, entry)) _keys[context] = (entry, key, unwrappedAt);
        else key.Dispose();
    }

    /// <summary>Zeroes all keys.</summary>
    public void Clear()
    {
        foreach (var context in _keys.Keys.ToList()) Drop(context);
    }

    private bool Holds(KeyContext context, KeyEntry entry) =>
        Stored.Document is { State: TenantKeyState.Active } document && document.Find(entry.Id) is { } held && held.IsSameKey(entry) && document.ContextOf(held) == context;

    private void Drop(KeyContext context)
    {
        if (_keys.Remove(context, out var dropped)) dropped.Key.Dispose();
    }
}
