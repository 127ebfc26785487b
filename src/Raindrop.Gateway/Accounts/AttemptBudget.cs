namespace Raindrop.Gateway.Accounts;

/// <summary>Lets so many attempts through at once, and one more each interval, for each of many keys (the generic cell rate algorithm of ITU-T I.371). Unlike .NET's limiters it takes good ones back.</summary>
internal sealed class AttemptBudget<TKey>(int burst, TimeSpan interval, TimeProvider time)
    where TKey : notnull
{
    /// <summary>How many keys are held at most. Where there are more, new ones wait: forgetting one would forgive it.</summary>
    private const int MostKeys = 200_000;

    private readonly Dictionary<TKey, TimeSpan> _spent = [];
    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Takes an attempt.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="wait">How long to wait, where there is none.</param>
    public bool TryTake(TKey key, out TimeSpan wait)
    {
        lock (_gate)
        {
            var now = Now;
            if (_spent.Count >= MostKeys && !_spent.ContainsKey(key)) Forgive(now);
            var paidUntil = _spent.TryGetValue(key, out var spent) && spent > now ? spent : now;
            wait = _spent.Count >= MostKeys && !_spent.ContainsKey(key) ? interval : paidUntil - now - (interval * (burst - 1));
            if (wait > TimeSpan.Zero) return false;
            _spent[key] = paidUntil + interval;
            return true;
        }
    }

    /// <summary>Gives back an attempt that was a good one.</summary>
    public void GiveBack(TKey key)
    {
        lock (_gate)
        {
            if (_spent.TryGetValue(key, out var spent)) _spent[key] = spent - interval;
        }
    }

    private void Forgive(TimeSpan now)
    {
        foreach (var (key, spent) in _spent)
        {
            if (spent <= now) _spent.Remove(key);
        }
    }
}
