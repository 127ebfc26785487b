using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Raindrop.Gateway.Following;

/// <summary>What was read of a database that is followed: good until it changes, or until nobody can say whether it has.</summary>
internal sealed class FollowedCache<TKey, TValue>(StoreLease lease, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    /// <summary>Something that changes during each of so many readings is left to whoever asks again.</summary>
    private const int MostReadings = 5;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Longer than a reading takes.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, Item> _items = new();
    private readonly ConcurrentDictionary<TKey, long> _changed = new();

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = null;
        if (!_items.TryGetValue(key, out var item) || !lease.Covers(item.Generation)) return false;
        Volatile.Write(ref item.Used, time.GetTimestamp());
        value = item.Value;
        return true;
    }

    /// <summary>Reads, and keeps what was read unless it has changed meanwhile; then it is read again.</summary>
    /// <returns><see langword="null"/> where there is nothing, which is not kept.</returns>
    public async ValueTask<TValue?> ReadAsync(TKey key, Func<CancellationToken, ValueTask<TValue?>> read, CancellationToken cancellationToken)
    {
        for (var reading = 0; ; reading++)
        {
            var (started, generation) = (time.GetTimestamp(), lease.Generation);
            if (await read(cancellationToken).ConfigureAwait(false) is not { } value) return null;
            var item = new Item(value, generation) { Used = started };
            _items[key] = item;

            // In this order, and forgetting in the other one: one of the two sees what the other has done.
            if (!_changed.TryGetValue(key, out var changed) || changed < started) return value;
            _items.TryRemove(new KeyValuePair<TKey, Item>(key, item));
            if (reading == MostReadings) return value;
        }
    }

    /// <summary>Forgets what has changed.</summary>
    /// <returns>Whether it was known.</returns>
    public bool Forget(TKey key)
    {
        _changed[key] = time.GetTimestamp();
        return _items.TryRemove(key, out _);
    }

    /// <summary>Lets go what nobody has asked for.</summary>
    public void Prune()
    {
        foreach (var (key, item) in _items)
        {
            if (time.GetElapsedTime(Volatile.Read(ref item.Used)) > Kept) _items.TryRemove(new KeyValuePair<TKey, Item>(key, item));
        }

        foreach (var (key, changed) in _changed)
        {
            if (time.GetElapsedTime(changed) > Remembered) _changed.TryRemove(new KeyValuePair<TKey, long>(key, changed));
        }
    }

    private sealed class Item(TValue value, int generation)
    {
        public long Used;

        public TValue Value { get; } = value;

        public int Generation { get; } = generation;
    }
}
