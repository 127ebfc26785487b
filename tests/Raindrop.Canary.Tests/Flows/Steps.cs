using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Everything that is done with a vault, each request going wrong in its turn.</summary>
internal static class Steps
{
    private const int MostRequests = 400;

    /// <summary>All that can be done. What goes over the keys of all tenants comes first: each attempt leaves one more behind.</summary>
    public static IReadOnlyList<Step> All { get; } = [CredentialSteps.Sweep, .. KeySteps.All, .. CredentialSteps.All];

    /// <summary>What fails without any fault: these are done without one.</summary>
    public static IReadOnlyList<Step> Failing { get; } = [.. FileSteps.All, .. MistakeSteps.All];

    /// <summary>Does each step again and again, one more request each time before something goes wrong, until nothing does.</summary>
    public static async Task RunAsync(VaultWorld world, Fault fault, IReadOnlyList<Step> steps)
    {
        var fired = 0;
        foreach (var step in fault == Fault.None ? steps.Concat(Failing) : steps)
        {
            for (var request = 0; await TryAsync(world, step, request, fault); request++)
            {
                fired++;
                request.Should().BeLessThan(MostRequests, $"'{step.Name}' comes to an end");
            }
        }

        if (fault != Fault.None) fired.Should().BeGreaterThan(steps.Count, "most steps make some requests");
    }

    /// <returns>Whether a request went wrong: then there may be another one to try.</returns>
    private static async Task<bool> TryAsync(VaultWorld world, Step step, int request, Fault fault)
    {
        var tenant = TenantId.New();
        world.Gate.Arm(0, Fault.None);
        // A provider that had too much to do is left alone for a while.
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await step.Prepare(world, tenant);
        world.Gate.Arm(request, fault);
        await world.RefusedAsync(async () =>
        {
            await world.RunAsync(async () => world.Note(step.Name, await step.Act(world, tenant, world.Gate.Caller)));
            return null;
        });
        return world.Gate.HasFired;
    }
}
