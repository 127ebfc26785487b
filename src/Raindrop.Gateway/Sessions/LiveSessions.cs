using System.Collections.Concurrent;
using Raindrop.Documents;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Following;

namespace Raindrop.Gateway.Sessions;

/// <summary>The sessions that are used here, kept right by the changes of the database.</summary>
internal sealed class LiveSessions(WatchSignal signal, TimeProvider time) : IChangeListener
{
    /// <summary>For how long a session is held that nobody uses.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Longer than a reading takes: what was revoked while it was read must not be held.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SessionKey, LiveSession> _live = new();
    private readonly ConcurrentDictionary<SessionKey, long> _revoked = new();

    public string Subject => "sessions";

    /// <summary>For how long they may be believed.</summary>
    public StoreLease Lease { get; } = new(time);

    public int Count => _live.Count;

    public IEnumerable<LiveSession> All => _live.Select(pair => pair.Value);

    public LiveSession? Find(SessionKey key) => _live.GetValueOrDefault(key);

    /// <summary>Holds a session that was just read.</summary>
    /// <returns>The one that is held: this one, or one that somebody else has read.</returns>
    public LiveSession Add(LiveSession session, DateTimeOffset now)
    {
        var held = _live.AddOrUpdate(session.Key, session, (_, old) => old.Continue(now) is null ? old : session);

        // In this order, and revoking in the other one: one of the two sees what the other has done.
        if (_revoked.ContainsKey(session.Key)) held.Revoke();
        return held;
    }

    public void Revoke(SessionKey key)
    {
        _revoked[key] = time.GetTimestamp();
        if (!_live.TryRemove(key, out var session)) return;
        session.Revoke();
        signal.Raise();
    }

    public void Apply(in DocumentChange change)
    {
        // A session is deleted or it is not: nothing else of it changes that matters here.
        if (change.IsDeleted && SessionIds.TryGetKey(change.Id, out var key)) Revoke(key);
    }

    /// <summary>Lets go what nobody uses.</summary>
    public void Prune(DateTimeOffset now)
    {
        foreach (var (key, session) in _live)
        {
            if (session.IsIdle(now, Kept) && _live.TryRemove(new KeyValuePair<SessionKey, LiveSession>(key, session))) session.Retire();
        }

        foreach (var (key, revoked) in _revoked)
        {
            if (time.GetElapsedTime(revoked) > Remembered) _revoked.TryRemove(key, out _);
        }
    }
}
