using System.Text;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

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

    [Theory]
    [InlineData(20)]
    [InlineData(90)]
    public async Task Small_attachments_of_a_batch_are_read_together_and_large_ones_apart(int count)
    {
        var gate = new CountingGate();
        var tenant = new TestTenant(new MemoryDatabase(gate: gate));
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, count).Select(i => WithAttachments($"n{i:d3}", ("raw", 100)))]);
        await tenant.Database.BulkWriteAsync([WithAttachments("z1", ("raw", 101)), WithAttachments("z2", ("raw", 5), ("large", 500))]);
        gate.Reset();

        var result = await TestTenant.Runner(ReadingAttachments(), options =>
        {
            OneBatch(options);
            options.MaxBatchedAttachment = 100;
        }).RunOnceAsync(tenant.Database);

        result.Extensions.Single().Should().BeEquivalentTo(new { Executed = count + 2L, Written = count + 2L });
        gate.Counts["bulk-read"].Should().Be(3, "the inputs, their small attachments, and the block that takes the traces");
        gate.Counts["attachment"].Should().Be(2, "one is too large itself, one lies beside a large one that would come along");
    }

    private static ExtensionRegistry ReadingAttachments() => ExtensionRegistry.Create(
        [Notes.Note, new SchemaDefinition("d.size", 1, SchemaKind.Derived)],
        [new TestExtension(new ExtensionDefinition { Id = "size", Version = 1, Inputs = ["s.note"], Outputs = ["d.size"] }, async (context, input, token) =>
        {
            var raw = await context.ReadAttachmentAsync(input.Document, "raw", token);
            context.Emit("d.size", input.Key, Encoding.UTF8.GetBytes($$"""{"size":{{raw.Length}}}"""));
        })]);

    private static Document WithAttachments(string key, params (string Name, int Size)[] attachments) => new()
    {
        Id = $"s.note:{key}",
        Content = Notes.Of(key, "hello").Content,
        Attachments = attachments.ToDictionary(one => one.Name, one => new DocumentAttachment { ContentType = "a/b", Length = one.Size, Data = new byte[one.Size] }),
    };

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
