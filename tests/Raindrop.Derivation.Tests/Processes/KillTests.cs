using System.Diagnostics;
using Raindrop.Core.Tests.Derivation.Schedules;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation.Tests.Stores;

namespace Raindrop.Derivation.Tests.Processes;

/// <summary>What is derived when the process is killed again and again, on stores that outlive it.</summary>
public sealed class KillTests
{
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(2.5);

    [Theory]
    [InlineData(RealStore.Embedded, 12, 40)]
    [InlineData(RealStore.Couch, 8, 300)]
    public async Task A_derivation_that_was_killed_again_and_again_ends_as_a_clean_one(string kind, int kills, int longestWait)
    {
        var time = Stopwatch.StartNew();
        var seed = Soak.Seed;
        do await KillAsync(kind, kills, longestWait, seed++);
        while (Soak.IsAsked && time.Elapsed < SoakTime);
    }

    private static async Task KillAsync(string kind, int kills, int longestWait, int seed)
    {
        var because = $"RAINDROP_SEED={seed} says so";
        await using var store = await RealStore.CreateAsync(kind);
        var random = new Random(seed);
        var inMidst = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = new ChildProcess(ChildRoles.Deriver, store, random.Next());
            // The process itself says when a pass begins, so that a slow machine is hit in the midst of one as often as a fast one.
            for (var passes = random.Next(1, 4); passes > 0;)
            {
                var said = await child.SaysAsync();
                said.Should().NotBeNull($"the process works until it is killed ({because})");
                if (said == ChildRoles.Begins) passes--;
            }

            await Task.Delay(random.Next(longestWait));
            if (await child.KillAsync() is null or ChildRoles.Begins) inMidst++;
        }

        inMidst.Should().BePositive($"a kill between passes shows little ({because})");
        using var finisher = new ChildProcess(ChildRoles.Finisher, store, seed);
        (await finisher.EndAsync()).Should().Be(0, because);
        var tenant = new TestTenant(store.Database);
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync(ScheduledWorld.NewVersion), because).And.NotBeEmpty(because);
        (await tenant.RunAsync(ScheduledWorld.NewVersion)).Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0 && extension.Deleted == 0, because);
    }
}
