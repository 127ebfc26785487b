namespace Raindrop.Gateway.Tests.Running;

/// <summary>The system's clock, whose wall time somebody sets while its monotonic time and its timers go on.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    /// <summary>How far the wall clock is from the right time.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
