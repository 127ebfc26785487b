using CsCheck;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Endpoint;

/// <summary>
/// All that a holder sees is the same whatever databases hold: the same requests in two worlds that differ in the databases, and in what has become of the tenants, give the same
/// bytes, over real sockets. Time cannot tell either: the process that answers asks the store for one thing, to add to the queue.
/// </summary>
public sealed class SamenessTests
{
    private const string Seed = "0000000000001";
    private const int MaxBodySize = 1500;

    private static readonly DatabaseState Full = new([(0, DatabaseState.Kind.Written, 1), (1, DatabaseState.Kind.InConflict, 2)], DatabaseState.Fate.Active, 2, Executes: true);
    private static readonly DatabaseState Gone = new([], DatabaseState.Fate.Deleted, 0, Executes: false);

    [Fact]
    public async Task All_that_a_holder_sees_is_the_same_whatever_the_databases_hold()
    {
        await using var left = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        await using var right = await GrantWorld.CreateAsync(TenantWorld.Embedded);
        var (leftGate, rightGate) = (new NotingGate(), new NotingGate());
        await using var leftHost = await GrantHost.StartAsync(left, leftGate, options => options.MaxBodySize = MaxBodySize);
        await using var rightHost = await GrantHost.StartAsync(right, rightGate, options => options.MaxBodySize = MaxBodySize);
        var seen = new HashSet<string>();

        // Each fault once, then any.
        foreach (var fault in Enum.GetValues<HeldRequest.Kind>()) await CompareAsync(new HeldRequest([(0, 1), (1, null)], fault, Times: 2), [Full], [Gone]);
        seen.Select(line => line.Split(' ')[1]).Should().BeEquivalentTo("202", "400", "401", "405", "413");
        await Gen.Select(HeldRequest.All, DatabaseState.All.Array[1, 2], DatabaseState.All.Array[1, 2])
            .SampleAsync(async (request, states, others) => await CompareAsync(request, states, others), seed: Seed, iter: 40, threads: 1);

        leftGate.Requests.Concat(rightGate.Requests).Should().NotBeEmpty().And.OnlyContain(operation => operation == "put");

        async Task CompareAsync(HeldRequest request, DatabaseState[] states, DatabaseState[] others)
        {
            var count = Math.Min(states.Length, others.Length);
            var (one, other) = (await AskAsync(left, leftHost, request, states[..count]), await AskAsync(right, rightHost, request, others[..count]));
            other.Should().Equal(one);
            seen.Add(one[0].Split('\n')[0]);
        }
    }

    private static async Task<List<string>> AskAsync(GrantWorld world, GrantHost host, HeldRequest request, DatabaseState[] states)
    {
        var tenants = new List<TenantId>();
        foreach (var state in states) tenants.Add(await state.MakeAsync(world));
        var (head, body) = request.Write(request.Grant(world.Time.GetUtcNow(), tenants));
        var answers = new List<string>();
        for (var i = 0; i < request.Times; i++)
        {
            answers.Add(await host.ExchangeAsync(head, body));
            if (states[0].Executes) await world.NewExecutor().RunOnceAsync();
        }

        return answers;
    }
}
