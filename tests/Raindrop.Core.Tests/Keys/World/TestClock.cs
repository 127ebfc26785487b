using Microsoft.Extensions.Time.Testing;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>A clock whose hands can be set while the time that it counts goes on as it was, as on a machine.</summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero))
{
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Sets the hands ahead, or back.</summary>
    public void Jump(TimeSpan by) => _offset += by;
}
