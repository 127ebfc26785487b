namespace Raindrop.Gateway.Following;

/// <summary>For how long what a process holds in memory of a database may be believed: less than a second after the start of the last reading that the store answered.</summary>
/// <remarks>
/// It is measured by the monotonic clock, so that setting the clock of the machine neither lengthens nor keeps it. That clock stands still while a machine sleeps, so a
/// wall clock that has run ahead of it ends the lease too.
/// </remarks>
internal sealed class StoreLease(TimeProvider time)
{
    /// <summary>What is left of a second is for those who have to be told.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly Lock _renewing = new();
    private volatile Term? _term;

    /// <summary>Counts the gaps: what was learnt under another number is not believed any more. Zero before the first reading.</summary>
    public int Generation => _term?.Generation ?? 0;

    /// <summary>Whether it is held at this moment.</summary>
    public bool IsHeld => _term is { } term && IsRunning(term);

    /// <summary>How much of it is left by the monotonic clock; <see langword="null"/> before the first reading.</summary>
    public TimeSpan? Left => _term is { } term ? Length - time.GetElapsedTime(term.Started.Timestamp) : null;

    /// <summary>The moment from which a reading that begins now will count.</summary>
    public LeaseMoment Now => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>Whether it is held, and was without a gap since something was learnt.</summary>
    /// <param name="generation">The number under which it was learnt.</param>
    public bool Covers(int generation) => _term is { } term && term.Generation == generation && IsRunning(term);

    /// <summary>Renews it after a reading. A reading that began before the one that counts changes nothing.</summary>
    /// <param name="started">The moment at which the reading began.</param>
    /// <param name="isFresh">Whether the reading did not go on from the one before, so that there is a gap in any case.</param>
    /// <returns>Whether there was a gap before.</returns>
    public bool Renew(LeaseMoment started, bool isFresh = false)
    {
        lock (_renewing)
        {
            if (_term is { } term && term.Started.Timestamp > started.Timestamp) return false;
            var isGap = isFresh || !IsHeld;
            _term = new Term(Generation + (isGap ? 1 : 0), started);
            return isGap;
        }
    }

    private bool IsRunning(Term term)
    {
        var elapsed = time.GetElapsedTime(term.Started.Timestamp);
        return elapsed < Length && time.GetUtcNow() - term.Started.Wall - elapsed < LongestSleep;
    }

    private sealed record Term(int Generation, LeaseMoment Started);
}
