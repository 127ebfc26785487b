namespace Raindrop.Keys;

/// <summary>
/// A moment whose age no jump of a clock makes smaller: the clock that counts up stands still while a machine sleeps, and the one on the wall can
/// be set, so the larger of both ages counts, and a wall clock that was set back makes everything old.
/// </summary>
internal readonly record struct Moment(long Timestamp, DateTimeOffset Wall)
{
    /// <summary>How far a clock is set back in the normal course of being kept right.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    public TimeSpan Age(TimeProvider time)
    {
        var counted = time.GetElapsedTime(Timestamp);
        var shown = time.GetUtcNow() - Wall;
        if (shown < -Tolerance) return TimeSpan.MaxValue;
        return shown > counted ? shown : counted;
    }
}
