using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Derivation;
using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Passes;
using Raindrop.Derivation.Writing;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Core.Tests.Frozen;

/// <summary>What stands beside the documents: traces, who reads what, how far a tenant is. Hosts of other versions read it, so it is frozen too.</summary>
public sealed class StoredBookkeepingTests
{
    private const string Unit = "rd.msg.rfc822:20260131T235959Z-abc";
    private const string Output = "rd.msg.body:20260131T235959Z-abc:body";
    private const string Settings = "ndPeRtQSCQuy";

    private static readonly Trace Plain = new(7, Settings, "1-a", [new TraceOutput(Output, "1-b", "NBAmNiUipbJstPVlm0lnhA")], []);

    private static readonly Trace Failed = new(
        7,
        Settings,
        "2-c",
        [new TraceOutput("rd.msg.part:20260131T235959Z-abc-0:body", "1-d", "NBAmNiUipbJstPVlm0lnhA")],
        [new TraceRead("rd.msg.pin:20260131T235959Z-abd", ""), new TraceRead("rd.msg.rule:abc/", "kf3FzJ6QJ5v1mGkqj0Yx9A")],
        new TraceFailure(DerivationFailure.ExtensionFailed, 3));

    [Theory]
    [InlineData("bookkeeping-traces.txt")]
    [InlineData("bookkeeping-readers.txt")]
    [InlineData("bookkeeping-owners.txt")]
    [InlineData("bookkeeping-dead-letters.txt")]
    [InlineData("bookkeeping-state.txt")]
    [InlineData("bookkeeping-checkpoint.txt")]
    [InlineData("bookkeeping-lease.txt")]
    [InlineData("tombstone.txt")]
    public async Task Bookkeeping_is_stored_as_it_always_was(string example) =>
        FrozenExample.Write(await ProduceAsync(example)).Should().Be(FrozenExample.Read(example), "databases hold this shape: a new one needs a migration first");

    [Theory]
    [InlineData("bookkeeping-traces.txt")]
    [InlineData("bookkeeping-traces-in-full.txt")]
    public void Traces_that_were_stored_can_be_read(string example)
    {
        var stored = FrozenExample.Parse(FrozenExample.Read(example));
        var block = BlockCodec.Decode("", stored);

        block.Keys.Should().Equal(Unit, Unit.Replace("abc", "abd", StringComparison.Ordinal));
        TraceCodec.Decode(block.Find(Unit), "body", Unit).Should().BeEquivalentTo(Plain);
        TraceCodec.Decode(block.Values[1], "body", block.Keys[1]).Should().BeEquivalentTo(Failed);
    }

    [Fact]
    public void The_state_and_the_checkpoint_that_were_stored_can_be_read()
    {
        LedgerState.Decode(FrozenExample.Parse(FrozenExample.Read("bookkeeping-state.txt"))).Extensions.Should().Contain("body", new ExtensionState(7, Settings, ExtensionCoverage.Swept));
        var checkpoint = FrozenExample.Parse(FrozenExample.Read("bookkeeping-checkpoint.txt"));
        Checkpoint.From(new LocalDocument("raindrop.derivation", checkpoint.Content)).Should().Be(new Checkpoint("1769904000-e0c2", "42-g1AAA"));
    }

    [Fact]
    public void Bookkeeping_of_a_newer_format_stops_the_tenant()
    {
        var newer = FrozenExample.Read("bookkeeping-state.txt").Replace("\"rd_schema_version\":1", "\"rd_schema_version\":2", StringComparison.Ordinal);

        FluentActions.Invoking(() => LedgerState.Decode(FrozenExample.Parse(newer))).Should().Throw<LedgerVersionException>().WithMessage("*Update this host*");
    }

    private static async Task<Document> ProduceAsync(string example) => example switch
    {
        "bookkeeping-traces.txt" => Block("t/body", (Unit, TraceCodec.Encode(Plain, "body", Unit)), (Later(Unit), TraceCodec.Encode(Failed, "body", Later(Unit)))),
        "bookkeeping-readers.txt" => Block("r", (LedgerKeys.Reader("rd.msg.pin:20260131T235959Z-abd", "body", Later(Unit)), LedgerKeys.Present), (LedgerKeys.Reader("rd.msg.rule:abc/", "body", Later(Unit)), LedgerKeys.Present)),
        "bookkeeping-owners.txt" => Block("o", ("rd.msg.part:20260131T235959Z-abc-0:body", LedgerKeys.Text(Later(Unit)))),
        "bookkeeping-dead-letters.txt" => Block("d", (LedgerKeys.DeadLetter("body", Later(Unit)), LedgerKeys.DeadLetterValue(Failed))),
        "bookkeeping-state.txt" => new Document { Id = LedgerFormat.StateId, Content = (LedgerState.New with { Extensions = LedgerState.New.Extensions.Add("body", new ExtensionState(7, Settings, ExtensionCoverage.Swept)) }).Encode() },
        "bookkeeping-checkpoint.txt" => new Document { Id = "_local/" + LedgerFormat.CheckpointId, Content = new Checkpoint("1769904000-e0c2", "42-g1AAA").ToDocument().Content },
        "bookkeeping-lease.txt" => await ReleasedLeaseAsync(),
        _ => Tombstone.Of("body", 7, Output, Unit, "1-b"),
    };

    private static string Later(string unit) => unit.Replace("abc", "abd", StringComparison.Ordinal);

    private static Document Block(string table, params (string Key, ReadOnlyMemory<byte> Value)[] entries) => new()
    {
        Id = $"{LedgerFormat.IdPrefix}{table}:",
        Content = BlockCodec.Encode([.. entries.Select(entry => entry.Key)], [.. entries.Select(entry => entry.Value)]),
    };

    private static async Task<Document> ReleasedLeaseAsync()
    {
        var database = new MemoryDatabase();
        await using var lease = new TenantLease(database, new OwnWrites(), new DerivationOptions(), TimeProvider.System);
        await lease.TakeAsync(() => { }, TestContext.Current.CancellationToken);
        await lease.ReleaseAsync(TestContext.Current.CancellationToken);
        return (await database.GetAsync(new DocumentReference(TenantLease.Id), cancellationToken: TestContext.Current.CancellationToken))!;
    }
}
