using System.Diagnostics;
using CsCheck;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.Schedules;
using Raindrop.Derivation.Tests.Stores;

namespace Raindrop.Derivation.Tests.Schedules;

/// <summary>The law that is tried on thousands of schedules in memory, on a few schedules and real stores: memory must not promise what they do not keep.</summary>
public sealed class RealScheduleTests
{
    private const int Count = 12;
    private const uint Stream = 1;
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(2.5);

    [Theory]
    [InlineData(RealStore.Embedded)]
    [InlineData(RealStore.Couch)]
    public async Task Any_schedule_ends_in_the_state_of_a_clean_run(string kind)
    {
        var time = Stopwatch.StartNew();
        for (var number = 1UL; number <= Count || (Soak.IsAsked && time.Elapsed < SoakTime); number++) await PlayAsync(kind, number);
    }

    private static async Task PlayAsync(string kind, ulong number)
    {
        var schedule = Schedule.Any.Generate(new PCG(Stream, number), null, out _);
        var because = $"schedule {number} says so: {schedule}";
        await using var store = await RealStore.CreateAsync(kind);
        var gate = new CutGate();
        var world = new ScheduledWorld(new GatedDatabase(store.Database, gate), gate);
        foreach (var step in schedule.Steps) await world.PlayAsync(step);
        await world.SettleAsync();
        (await world.StateAsync()).Should().Equal(await world.Tenant.CleanStateAsync(ScheduledWorld.NewVersion), because);
        await world.ShouldBeAtRestAsync();
    }
}
