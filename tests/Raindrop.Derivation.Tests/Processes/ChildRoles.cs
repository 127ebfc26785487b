using Raindrop.Core.Tests.Derivation.Schedules;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Derivation.Tests.Processes;

/// <summary>What a child process does.</summary>
internal static class ChildRoles
{
    /// <summary>Changes notes and makes passes without end.</summary>
    public const string Deriver = "deriver";

    /// <summary>Makes passes until nothing is left.</summary>
    public const string Finisher = "finisher";

    /// <summary>Said in front of a pass.</summary>
    public const string Begins = "begins";

    /// <summary>Said behind a pass.</summary>
    public const string Ended = "ended";

    private static readonly string[] Texts = ["one", "one two", "three words here", "same same", "other"];

    public static async Task<int> RunAsync(string role, string kind, string location, string name, int seed)
    {
        var tenant = new TestTenant(RealStore.Open(kind, location).GetDatabase(name));
        if (role == Finisher) return (await tenant.RunAsync(ScheduledWorld.NewVersion, Configure)).IsCaughtUp ? 0 : 1;
        for (var random = new Random(seed); ;)
        {
            for (var change = 0; change < 6; change++) await ChangeAsync(tenant, random);
            await Console.Out.WriteLineAsync(Begins);
            await tenant.RunAsync(random.Next(3) == 0 ? _ => 1 : ScheduledWorld.NewVersion, Configure);
            await Console.Out.WriteLineAsync(Ended);
        }
    }

    // Small batches, so that a pass has many requests to be killed between.
    private static void Configure(DerivationOptions options) => (options.MinBatchSize, options.MaxBatchSize, options.MaxConcurrency) = (1, 4, 2);

    private static async Task ChangeAsync(TestTenant tenant, Random random)
    {
        var key = $"k{random.Next(12)}";
        try
        {
            if (random.Next(5) > 0) await tenant.PutAsync(key, Texts[random.Next(Texts.Length)], $"g{random.Next(3)}", random.Next(2) == 0 ? "" : $"k{random.Next(12)}");
            else if (await tenant.Database.GetRevisionAsync($"s.note:{key}") is not null) await tenant.DeleteAsync(key);
        }
        catch (DocumentConflictException)
        {
            // The last request of a killed process may arrive late.
        }
    }
}
