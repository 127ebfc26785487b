namespace Raindrop.Derivation.Following;

/// <summary>How following one tenant fares. Keeps the database's name to itself.</summary>
internal sealed class FollowedTenant(string database, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _beat = time.GetTimestamp();
    private long? _behindSince;
    private bool _isDead;
    private DerivationResult? _last;

    public bool IsOf(string name) => name == database;

    public bool IsDead
    {
        get { lock (_lock) return _isDead; }
    }

    /// <summary>The time since it last gave a sign of life.</summary>
    public TimeSpan Silence
    {
        get { lock (_lock) return time.GetElapsedTime(_beat); }
    }

    /// <summary>How long there has been something that is not done; zero when caught up.</summary>
    public TimeSpan Lag
    {
        get { lock (_lock) return _behindSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero; }
    }

    public DerivationResult? LastResult
    {
        get { lock (_lock) return _last; }
    }

    public void Beat()
    {
        lock (_lock) _beat = time.GetTimestamp();
    }

    public void Begin()
    {
        lock (_lock)
        {
            _beat = time.GetTimestamp();
            _behindSince ??= _beat;
        }
    }

    public void Succeed(DerivationResult result)
    {
        lock (_lock)
        {
            (_last, _behindSince, _beat) = (result, null, time.GetTimestamp());
        }
    }

    public void Fail()
    {
        lock (_lock)
        {
            _beat = time.GetTimestamp();
            _behindSince ??= _beat;
        }
    }

    public void Die()
    {
        lock (_lock) _isDead = true;
    }
}
