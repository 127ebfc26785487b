using CsCheck;
using Raindrop.Core.Tests.Derivation.World;

namespace Raindrop.Core.Tests.Derivation.Schedules;

/// <summary>
/// Rule 2 as a law: whatever is replayed, cut off or raced, the derived state ends as a clean run over the same sources leaves it. CsCheck prints the
/// seed of a schedule that breaks it, and shrinks it.
/// </summary>
public sealed class ScheduleTests
{
    /// <summary>RAINDROP_SCHEDULES asks for more than the test run's share.</summary>
    private static readonly long Count = long.TryParse(Environment.GetEnvironmentVariable("RAINDROP_SCHEDULES"), out var count) ? count : 10_000;

    [Fact]
    public async Task Any_schedule_ends_in_the_state_of_a_clean_run() =>
        await Schedule.Any.SampleAsync(schedule => ShouldEndCleanAsync(schedule.Steps), iter: Count, threads: 2, print: schedule => schedule.ToString());

    [Fact]
    public Task What_a_killed_pass_left_of_a_document_that_fails_afterwards_goes_when_that_is_mended() => ShouldEndCleanAsync(
    [
        new(StepKind.Put, 1, 40, 4), new(StepKind.KilledPass, 4, 25, 3), new(StepKind.PassWithWrite, 1, 38, 3), new(StepKind.Pass, 0, 1, 4),
        new(StepKind.Put, 1, 9, 2), new(StepKind.DeleteOutput, 4, 34, 5), new(StepKind.RewindCheckpoint, 2, 38, 6), new(StepKind.ConflictSource, 5, 21, 2),
    ]);

    private static async Task ShouldEndCleanAsync(IEnumerable<Step> steps)
    {
        var world = new ScheduledWorld();
        foreach (var step in steps) await world.PlayAsync(step);
        await world.SettleAsync();
        var (state, clean) = (await world.StateAsync(), await world.Tenant.CleanStateAsync(ScheduledWorld.NewVersion));
        state.Except(clean).Should().BeEmpty("a clean run does not leave these");
        clean.Except(state).Should().BeEmpty("a clean run leaves these");
        await world.ShouldBeAtRestAsync();
    }
}
