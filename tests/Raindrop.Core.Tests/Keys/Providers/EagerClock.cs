using Microsoft.Extensions.Time.Testing;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>A clock that stands still, and whose timers can be over as soon as they are set.</summary>
internal sealed class EagerClock : FakeTimeProvider
{
    public bool FiresAtOnce { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (FiresAtOnce) callback(state);
        return timer;
    }
}
