using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rule 4: a failing document stops no other, is never skipped silently, and keeps its last good outputs.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_failing_document_becomes_a_dead_letter_and_the_others_go_on()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("good", "hello");
        await tenant.PutAsync("bad", "fail");

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "words").Should().BeEquivalentTo(new { Executed = 2L, Failed = 1L, DeadLettered = 1L, Written = 1L });
        var letters = await LettersAsync(tenant);
        letters.Should().Equal(new DeadLetter("words", 1, "s.note:bad", DerivationFailure.ExtensionFailed, 3));
        tenant.Ran.Count(ran => ran == "words bad").Should().Be(3, "an attempt may heal");
        (await tenant.RunAsync()).Extensions.Should().OnlyContain(extension => extension.Executed == 0);
    }

    [Fact]
    public async Task A_dead_letter_is_retried_when_its_input_or_the_version_changes_and_keeps_its_last_good_outputs_till_then()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "fine");
        await tenant.RunAsync();
        await tenant.PutAsync("a", "fail");
        await tenant.RunAsync();
        (await tenant.StateAsync()).Should().ContainKey("d.words:a-0:words");

        (await LettersAsync(tenant)).Should().ContainSingle();
        TestTenant.Of(await tenant.RunAsync(id => id == "words" ? 2 : 1), "words").Failed.Should().Be(1);
        (await LettersAsync(tenant)).Should().ContainSingle().Which.ExtensionVersion.Should().Be(2);
        await tenant.PutAsync("a", "better");
        await tenant.RunAsync(id => id == "words" ? 2 : 1);

        (await LettersAsync(tenant)).Should().BeEmpty();
        (await tenant.StateAsync())["d.words:a-0:words"].Should().Contain("better");
    }

    [Fact]
    public async Task Dead_letters_can_be_retried_and_cleared()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("bad", "fail");
        await tenant.RunAsync();

        (await tenant.Host().RetryDeadLettersAsync(tenant.Database)).Should().Be(1);
        TestTenant.Of(await tenant.RunAsync(), "words").Failed.Should().Be(1);
        (await tenant.Host().ClearDeadLettersAsync(tenant.Database, "another")).Should().Be(0);
        (await tenant.Host().ClearDeadLettersAsync(tenant.Database, "words")).Should().Be(1);

        (await LettersAsync(tenant)).Should().BeEmpty();
        TestTenant.Of(await tenant.RunAsync(), "words").Executed.Should().Be(0);
    }

    [Fact]
    public async Task An_extension_that_fails_on_most_of_a_window_is_paused_and_nothing_of_its_work_is_lost()
    {
        var tenant = new TestTenant();
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, 200).Select(i => Notes.Of($"n{i:d3}", "fail"))]);

        var result = await tenant.RunAsync(configure: options => (options.MaxBatchSize, options.MaxConcurrency) = (20, 1));

        TestTenant.Of(result, "words").State.Should().Be(ExtensionRunState.Paused);
        result.IsCaughtUp.Should().BeFalse();
        TestTenant.Of(result, "words").DeadLettered.Should().BeLessThan(200);
        TestTenant.Of(result, "tag-a").Executed.Should().Be(200);
        await tenant.Database.BulkWriteAsync([.. await RevisedAsync(tenant, 200, "good")]);
        result = await tenant.RunAsync();
        result.IsCaughtUp.Should().BeTrue();
        (await LettersAsync(tenant)).Should().BeEmpty();
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task Two_inputs_that_emit_one_document_are_a_failure_that_does_not_depend_on_their_order()
    {
        foreach (var order in new[] { new[] { "a", "b" }, ["b", "a"] })
        {
            var tenant = new TestTenant();
            var runner = TestTenant.Runner(Clashing());
            foreach (var key in order)
            {
                await tenant.PutAsync(key, $"from {key}");
                await runner.RunOnceAsync(tenant.Database);
            }

            var state = await tenant.StateAsync();
            state.Should().ContainSingle().Which.Value.Should().Contain("from a");
            (await runner.ListDeadLettersAsync(tenant.Database).ToListAsync()).Should().ContainSingle()
                .Which.Should().BeEquivalentTo(new { InputId = "s.note:b", Category = DerivationFailure.DuplicateOutput });

            await tenant.DeleteAsync("a");
            await runner.RunOnceAsync(tenant.Database);
            (await tenant.StateAsync()).Should().ContainSingle().Which.Value.Should().Contain("from b");
            (await runner.ListDeadLettersAsync(tenant.Database).ToListAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_document_whose_body_does_not_agree_with_its_id_is_a_dead_letter()
    {
        var tenant = new TestTenant();
        await tenant.Database.PutAsync(new Document { Id = "s.note:x", Content = """{"rd_schema":"s.other","rd_schema_version":1,"rd_key":"x"}"""u8.ToArray() });

        await tenant.RunAsync();

        (await LettersAsync(tenant)).Should().HaveCount(5).And.OnlyContain(letter => letter.Category == DerivationFailure.InvalidInput && letter.Attempts == 1);
    }

    [Fact]
    public async Task An_outage_of_the_store_makes_no_dead_letter()
    {
        var gate = new Memory.FaultyGate();
        var tenant = new TestTenant(new Memory.MemoryDatabase(gate: gate));
        await tenant.PutAsync("a", "hello", target: "b");
        gate.FailAt(Enumerable.Range(8, 60));

        for (var attempt = 0; attempt < 100 && !await TryAsync(tenant); attempt++)
        {
        }

        gate.FailAt([]);
        (await LettersAsync(tenant)).Should().BeEmpty();
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    private static async Task<bool> TryAsync(TestTenant tenant)
    {
        try
        {
            return (await tenant.RunAsync()).IsCaughtUp;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static ExtensionRegistry Clashing() => ExtensionRegistry.Create(
        [Notes.Note, new SchemaDefinition("d.same", 1, SchemaKind.Derived)],
        [new TestExtension(new ExtensionDefinition { Id = "same", Version = 1, Inputs = ["s.note"], Outputs = ["d.same"] }, (context, input, _) =>
        {
            context.Emit("d.same", "one", input.Document.Content.Span);
            return ValueTask.CompletedTask;
        })]);

    private static async Task<List<Document>> RevisedAsync(TestTenant tenant, int count, string text)
    {
        List<Document> notes = [];
        for (var i = 0; i < count; i++) notes.Add(Notes.Of($"n{i:d3}", text, revision: await tenant.Database.GetRevisionAsync($"s.note:n{i:d3}")));
        return notes;
    }

    private static async Task<List<DeadLetter>> LettersAsync(TestTenant tenant) => await tenant.Host().ListDeadLettersAsync(tenant.Database).ToListAsync();
}
