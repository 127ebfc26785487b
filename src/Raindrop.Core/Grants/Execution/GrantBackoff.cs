using System.Collections.Concurrent;

namespace Raindrop.Grants.Execution;

/// <summary>When this host tries again what it could not do: at first soon, then twice as late each time.</summary>
internal sealed class GrantBackoff(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Beyond it all are forgotten, which costs an attempt each.</summary>
    private const int MostKept = 100_000;

    private readonly ConcurrentDictionary<string, (TimeSpan Pause, long Since)> _failed = new(StringComparer.Ordinal);

    public bool IsResting(string key) => _failed.TryGetValue(key, out var failed) && time.GetElapsedTime(failed.Since) < failed.Pause;

    public void NoteFailure(string key)
    {
        if (_failed.Count >= MostKept) _failed.Clear();
        _failed.AddOrUpdate(
            key,
            _ => (Shortest, time.GetTimestamp()),
            (_, failed) => (failed.Pause * 2 < Longest ? failed.Pause * 2 : Longest, time.GetTimestamp()));
    }

    public void NoteDone(string key) => _failed.TryRemove(key, out _);
}
