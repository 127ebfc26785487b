using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>
/// Rules 2, 6 and 7 at every moment of one pass, one after the other: the schedules try the same in all combinations, and here what breaks a rule
/// fails at once and by name.
/// </summary>
public sealed class InterruptedPassTests
{
    /// <summary>More requests than a pass over these notes makes.</summary>
    private const int MostRequests = 500;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public Task A_pass_that_is_cut_off_at_any_request_is_finished_by_the_next(bool hasDerivedBefore, bool afterEffect) => AtEachRequestAsync(hasDerivedBefore, async (tenant, gate, request) =>
    {
        gate.CutAt(request, afterEffect);
        var isCut = false;
        try
        {
            await tenant.RunAsync(configure: Configure);
        }
        catch (StoreUnavailableException)
        {
            isCut = true;
        }

        gate.Open();
        return isCut;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task What_is_written_before_any_request_of_a_pass_wakes_who_read_it_or_looked_for_it(bool hasDerivedBefore) => AtEachRequestAsync(hasDerivedBefore, async (tenant, gate, request) =>
    {
        var isReached = false;
        gate.Interrupt(request, async () =>
        {
            isReached = true;
            await tenant.PutAsync("b", "written in the midst", target: "c");
        });
        await tenant.RunAsync(configure: Configure);
        gate.Open();
        return isReached;
    });

    private static async Task AtEachRequestAsync(bool hasDerivedBefore, Func<TestTenant, CutGate, int, Task<bool>> disturb)
    {
        var request = 0;
        for (var isReached = true; isReached; request++)
        {
            request.Should().BeLessThan(MostRequests);
            var gate = new CutGate();
            var tenant = new TestTenant(new MemoryDatabase(gate: gate));
            await tenant.PutAsync("a", "hello there", target: "b");
            await tenant.PutAsync("c", "hello", "h", target: "a");
            if (hasDerivedBefore)
            {
                await tenant.PutAsync("gone", "soon", target: "a");
                await tenant.RunAsync(configure: Configure);
                await tenant.PutAsync("a", "changed", target: "c");
                await tenant.DeleteAsync("gone");
            }

            isReached = await disturb(tenant, gate, request);

            (await tenant.RunAsync()).IsCaughtUp.Should().BeTrue();
            (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync(), $"it was disturbed at request {request}");
            (await tenant.RunAsync()).Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0 && extension.Deleted == 0, $"it was disturbed at request {request}");
        }

        request.Should().BeGreaterThan(20, "a pass makes so many requests at least");
    }

    private static void Configure(DerivationOptions options) => (options.MaxConcurrency, options.MinBatchSize, options.MaxBatchSize) = (1, 1, 2);
}
