using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>Kills work between any two requests: at the first one, before and after it took effect, then at the second, until a run comes to its end.</summary>
internal static class Cuts
{
    /// <param name="work">Does the work on a host behind the gate, in a world of its own; what it throws when the gate is cut ends it.</param>
    /// <param name="check">Finishes what was cut off, and checks it.</param>
    /// <typeparam name="TWorld">What the work is done in.</typeparam>
    public static async Task<int> EverywhereAsync<TWorld>(Func<TWorld> world, Func<TWorld, CutGate, Task> work, Func<TWorld, Task> check)
        where TWorld : IDisposable
    {
        var (requests, isCut) = (0, true);
        for (; isCut; requests++)
        {
            requests.Should().BeLessThan(500, "the work comes to an end");
            foreach (var afterEffect in new[] { false, true })
            {
                using var one = world();
                var gate = new CutGate();
                isCut = await IsCutAsync(() => work(one, gate), () => gate.CutAt(requests, afterEffect));
                await check(one);
            }
        }

        return requests - 1;
    }

    private static async Task<bool> IsCutAsync(Func<Task> work, Action cut)
    {
        try
        {
            cut();
            await work();
            return false;
        }
        catch (StoreUnavailableException e) when (e.Message == "Cut off.")
        {
            return true;
        }
    }
}
