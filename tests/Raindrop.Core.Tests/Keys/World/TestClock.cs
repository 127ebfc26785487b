using Microsoft.Extensions.Time.Testing;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>A clock whose hands can be set while the time that it counts goes on as it was, as on a machine.</summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Sets the hands ahead, or back.</summary>
    public void Jump(TimeSpan by) => _offset += by;

    /// <summary>Runs until work that waits for it is done.</summary>
    public async Task<T> RunAsync<T>(ValueTask<T> work)
    {
        var running = work.AsTask();
        var begun = System.GetTimestamp();
        while (!running.IsCompleted)
        {
            if (System.GetElapsedTime(begun) > LongestRun) throw new TimeoutException("What was to end with the clock did not.");

            // What runs on other threads comes to its next wait first.
            await Task.WhenAny(running, Task.Delay(2));
            if (!running.IsCompleted) Advance(Step);
        }

        return await running;
    }
}
