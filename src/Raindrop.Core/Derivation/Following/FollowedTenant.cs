using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Passes;

namespace Raindrop.Derivation.Following;

/// <summary>How following one tenant fares. Holds no name.</summary>
internal sealed class FollowedTenant(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _beat = time.GetTimestamp();
    private long? _behindSince;
    private bool _isDead;
    private DerivationResult? _last;

    /// <summary>Whether a change is none that an extension could see.</summary>
    public static bool IsBookkeeping(string id) => id.StartsWith(LedgerFormat.IdPrefix, StringComparison.Ordinal) || id == TenantLease.Id;

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
