using System.Diagnostics;
using Raindrop.Core.Tests.Derivation.Schedules;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.CouchDb;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Derivation.Tests.Faults;

/// <summary>Requests that are cut, delayed, duplicated, truncated and failed between the pipeline and a real server: the derived state ends as the clean run's.</summary>
public sealed class FaultTests
{
    private const int Tenants = 3;
    private const int Passes = 12;
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(2.5);
    private static readonly string[] Texts = ["one", "one two", "three words here", "same same", "other"];

    [Fact]
    public async Task Whatever_happens_to_requests_the_derived_state_ends_as_the_clean_runs()
    {
        var time = Stopwatch.StartNew();
        var happened = new HashSet<RequestFault>();
        var interrupted = 0;
        for (var seed = 1; seed <= Tenants || (Soak.IsAsked && time.Elapsed < SoakTime); seed++) interrupted += await PlayAsync(seed, happened);
        happened.Should().BeEquivalentTo(Enum.GetValues<RequestFault>());
        interrupted.Should().BePositive("a fault that no pass notices shows little");
    }

    /// <returns>How many passes were broken off.</returns>
    private static async Task<int> PlayAsync(int seed, HashSet<RequestFault> happened)
    {
        await using var store = await RealStore.CreateAsync(RealStore.Couch);
        using var handler = new FaultyHandler(seed);
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new CouchDbOptions { Endpoint = new Uri(store.Location) };
        (options.Retries.Limit, options.Retries.FirstDelay) = (1, TimeSpan.FromMilliseconds(1));
        using var server = new CouchServer(options, () => client, TimeProvider.System);
        var (clean, faulty) = (new TestTenant(store.Database), new TestTenant(server.GetDatabase(store.Name)));
        var random = new Random(seed);
        var interrupted = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var change = 0; change < 4; change++) await ChangeAsync(clean, random);
            try
            {
                await faulty.RunAsync(random.Next(3) == 0 ? _ => 1 : ScheduledWorld.NewVersion, options => options.MaxBatchSize = 4);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or StoreProtocolException)
            {
                interrupted++;
            }
        }

        happened.UnionWith(handler.Happened.Keys);
        var because = $"seed {seed} says so";
        (await clean.RunAsync(ScheduledWorld.NewVersion)).IsCaughtUp.Should().BeTrue(because);
        (await clean.Host().ListDeadLettersAsync(store.Database).ToListAsync()).Should().BeEmpty($"what happens to requests is nobody's failure, {because}");
        (await clean.StateAsync()).Should().Equal(await clean.CleanStateAsync(ScheduledWorld.NewVersion), because).And.NotBeEmpty();
        (await clean.RunAsync(ScheduledWorld.NewVersion)).Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0 && extension.Deleted == 0, because);
        return interrupted;
    }

    private static async Task ChangeAsync(TestTenant tenant, Random random)
    {
        var key = $"k{random.Next(10)}";
        if (random.Next(5) > 0) await tenant.PutAsync(key, Texts[random.Next(Texts.Length)], $"g{random.Next(3)}", random.Next(2) == 0 ? "" : $"k{random.Next(10)}");
        else if (await tenant.Database.GetRevisionAsync($"s.note:{key}") is not null) await tenant.DeleteAsync(key);
    }
}
