using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Requests are constant per batch and per round of dependent reads, however many documents a batch holds.</summary>
public sealed class RequestCountTests
{
    [Fact]
    public async Task A_batch_of_many_takes_as_many_requests_as_a_batch_of_few() =>
        (await RequestsAsync(90)).Should().BeEquivalentTo(await RequestsAsync(20));

    [Fact]
    public async Task A_bump_of_unchanged_outputs_writes_only_bookkeeping()
    {
        var gate = new CountingGate();
        var tenant = await FilledAsync(200, gate);
        await tenant.RunAsync(configure: OneBatch);
        var before = ((MemoryDatabase)tenant.Database).Store.Winners.Where(document => document.Id.StartsWith("d.", StringComparison.Ordinal)).ToDictionary(document => document.Id, document => document.Revision);
        gate.Reset();

        await tenant.RunAsync(id => id == "tag-a" ? 2 : 1, OneBatch);

        ((MemoryDatabase)tenant.Database).Store.Winners.Where(document => document.Id.StartsWith("d.", StringComparison.Ordinal)).ToDictionary(document => document.Id, document => document.Revision).Should().BeEquivalentTo(before);
        gate.Counts["bulk-write"].Should().Be(1, "one block of traces");
        gate.Counts["bulk-read"].Should().Be(2, "the traces, and the inputs");
    }

    private static void OneBatch(Raindrop.Derivation.DerivationOptions options) => (options.MinBatchSize, options.MaxBatchSize, options.MaxConcurrency) = (1000, 1000, 1);

    private static async Task<IReadOnlyDictionary<string, int>> RequestsAsync(int count)
    {
        var gate = new CountingGate();
        var tenant = await FilledAsync(count, gate);
        gate.Reset();
        await tenant.RunAsync(configure: OneBatch);
        return gate.Counts;
    }

    /// <summary>Notes that each read another one: two notes a group, so that groups are many too.</summary>
    private static async Task<TestTenant> FilledAsync(int count, CountingGate gate)
    {
        var tenant = new TestTenant(new MemoryDatabase(gate: gate));
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, count).Select(i => Notes.Of($"n{i:d3}", "hello", $"g{i / 2:d3}", $"n{(i + 7) % count:d3}"))]);
        return tenant;
    }
}
